"""Bring the official files and prepare the figures again, as a long job that a page follows."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from convive.diagnostic.permissions import can_fetch_sources
from convive.documents.refus import TravailRefuse
from convive.documents.travaux import ResultatPage, Suivi, TypeTravail, travaux
from convive.donnees.declaration import Source
from convive.donnees.erreurs import ErreurDonnees
from convive.donnees.sources.registre import SOURCES

if TYPE_CHECKING:
    from convive.donnees.telechargement.moteur import Telechargement
    from convive.donnees.telechargement.rules import Attente

TRAVAIL_SOURCES = "sources_fetch"
# A cube of INSEE is asked for at thirty pages a minute; the whole of them may take a night.
DUREE_MAX = timedelta(hours=12)
PART_TELECHARGEMENT = 80
"""Percent of the job that the downloads take; the rest is the preparation."""


def list_sources_telechargeables() -> list[Source]:
    """Sources with an official address, in the order of the page."""
    return [source for source in SOURCES.values() if source.adresses]


def run_telechargement(suivi: Suivi, *, sources: Sequence[str]) -> ResultatPage:
    """Download, then build. TravailRefuse without the right, without a dépôt, or while another one runs."""
    # Only the worker that downloads loads what downloads and builds.
    from convive.donnees import actions
    from convive.donnees.telechargement.moteur import Etapes

    if not can_fetch_sources(suivi.compte):
        raise TravailRefuse("Vous n’administrez plus cette installation.")
    if settings.DEPOT_DIR is None:
        raise TravailRefuse("Aucun dossier n’est réglé pour les fichiers officiels (CONVIVE_DEPOT).")
    pourcent = 0

    def record_octets(_source: str, fichier: str, recus: int, attendus: int | None) -> None:
        # Every megabyte or so: a row written for each block received would slow everything.
        if attendus is None or recus == attendus or recus % (1 << 20) < 1 << 16:
            suivi.record_progression(pourcent, f"{fichier}\u00a0: {recus / 1e6:.1f}\u00a0Mo reçus".replace(".", ",", 1))

    def record_attente(_source: str, fichier: str, attente: "Attente") -> None:
        suivi.record_progression(pourcent, f"{fichier}\u00a0: {attente.phrase}")

    def record_bilan(bilan: "Telechargement", fait: int, total: int) -> None:
        nonlocal pourcent
        pourcent = PART_TELECHARGEMENT * fait // total
        suivi.record_progression(pourcent, f"{bilan.fichier}\u00a0: {bilan.phrase}")

    def record_preparation(etape: str, fait: int, total: int) -> None:
        part = (100 - PART_TELECHARGEMENT) * fait // max(total, 1)
        suivi.record_progression(PART_TELECHARGEMENT + part, f"Préparation des chiffres\u00a0: {etape}")

    try:
        actions.fetch_donnees(
            depot_dir=settings.DEPOT_DIR,
            sources=sources,
            today=timezone.localdate(),
            miroir=settings.MIROIR_SOURCES,
            etapes=Etapes(record_octets, record_attente, record_bilan),
        )
        actions.build_donnees(
            donnees_dir=settings.DONNEES_DIR, depot_dir=settings.DEPOT_DIR, progression=record_preparation
        )
    except ErreurDonnees as error:
        raise TravailRefuse(str(error)) from error
    return ResultatPage(reverse("diagnostic:telechargement_create"))


def record_travaux() -> None:
    travaux.record(
        TypeTravail(
            TRAVAIL_SOURCES,
            "Le téléchargement des sources",
            run=run_telechargement,
            # Never asked for inside an espace: the right is that of the installation, checked when it runs.
            is_permis=lambda _membre: False,
            duree_max=DUREE_MAX,
        )
    )
