"""The pack of a séance in one click: its documents, its slides, what is attached to it, in one archive."""

import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from convive.documents.actions.document import MODELE_ECARTE
from convive.documents.exports.page import get_cadre
from convive.documents.permissions import can_list_pieces_internes
from convive.documents.refus import TravailRefuse
from convive.documents.rules import Contenu, DocumentInvalide
from convive.documents.selectors.modele import get_modeles_actuels
from convive.documents.selectors.piece import list_pieces_objet
from convive.documents.travaux import Arguments, Resultat, Suivi, TypeTravail, travaux
from convive.espaces.models import Membre
from convive.espaces.selectors.membre import get_membre
from convive.gouvernance.exports.diapositives import write_diapositives
from convive.gouvernance.exports.documents_seance import INEXISTANT, write_texte
from convive.gouvernance.exports.lecture import qualify, read_document
from convive.gouvernance.models import Seance
from convive.gouvernance.permissions import can_list_instances
from convive.gouvernance.rules.dossier import BUREAUTIQUES, USAGES, DocumentSeance, list_documents
from convive.gouvernance.selectors.dossier import get_seance_document, is_equipe_de
from convive.socle.uuids import parse_uuid

if TYPE_CHECKING:
    from convive.documents.rendu import FichierRendu

TRAVAIL_DOSSIER = "dossier_seance"
FILS = 2
"""Pandoc and typst are programs of their own: two are written at the same time."""


@dataclass(frozen=True, slots=True)
class Fichier:
    """A file to write: its name in the archive, what it is made of, its format."""

    nom: str
    contenu: Contenu
    format: str


def run_dossier(suivi: Suivi, *, seance: str, bureautique: str) -> Resultat:
    """Every document that this place may read today, to change and to print. It writes nothing."""
    membre = get_membre(suivi.compte, suivi.espace.pk) if suivi.espace else None
    found = _get_seance(membre, seance) if membre else None
    if membre is None or found is None:
        raise TravailRefuse(INEXISTANT)
    suivi.record_progression(5, "Lecture de la séance et du plan")
    fichiers = list(_list_fichiers(membre, found, bureautique))
    suivi.record_progression(30, f"Mise en page de {len(fichiers)} fichiers")
    archive, is_ecarte = _write(membre, found, fichiers)
    nom = f"{slugify(f'{found.instance} {found.date or timezone.localdate()}')[:90]}.zip"
    return Resultat(nom, archive, "application/zip", avis=MODELE_ECARTE if is_ecarte else "")


def _get_seance(membre: Membre, seance: str) -> Seance | None:
    uuid = parse_uuid(seance)
    found = get_seance_document(membre, uuid) if uuid else None
    return found if found is not None and list_documents(found.statut, is_equipe=is_equipe_de(membre)) else None


def _list_fichiers(membre: Membre, seance: Seance, bureautique: str) -> Iterator[Fichier]:
    """The séance is read once for all of them."""
    texte, diapositives = BUREAUTIQUES[bureautique]
    cadre, base = get_cadre(membre.espace), read_document(membre, seance, with_plan=True)
    for rang, document in enumerate(list_documents(seance.statut, is_equipe=is_equipe_de(membre)), 1):
        souche = f"{rang}-{slugify(USAGES[document].titre)}"
        lue = qualify(seance, base.seance, base.gel, is_avant=not USAGES[document].is_apres)
        if document is DocumentSeance.DIAPOSITIVES:
            yield Fichier(souche, write_diapositives(cadre, lue), diapositives)
            continue
        contenu = write_texte(cadre, document, lue)
        yield Fichier(souche, contenu, texte)
        yield Fichier(souche, contenu, "pdf")


def _write(membre: Membre, seance: Seance, fichiers: Iterable[Fichier]) -> tuple[IO[bytes], bool]:
    from convive.documents.rendu import render_contenu

    modeles = get_modeles_actuels(membre.espace)

    def render(fichier: Fichier) -> "tuple[Fichier, FichierRendu]":
        return fichier, render_contenu(fichier.contenu, fichier.format, modeles)

    archive: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed once it is kept
    is_ecarte = False
    with ThreadPoolExecutor(FILS) as fils, zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as cible:
        try:
            for fichier, rendu in fils.map(render, list(fichiers)):
                is_ecarte = is_ecarte or rendu.is_modele_ecarte
                cible.writestr(f"{fichier.nom}.{rendu.format.extension}", rendu.contenu)
        except DocumentInvalide as error:
            raise TravailRefuse(str(error)) from error
        _add_pieces(membre, seance, cible)
    archive.seek(0)
    return archive, is_ecarte


def _add_pieces(membre: Membre, seance: Seance, cible: zipfile.ZipFile) -> None:
    """What is attached to the séance; a file that the disk lost is left out."""
    for rang, piece in enumerate(list_pieces_objet(seance, with_internes=can_list_pieces_internes(membre)), 1):
        version = piece.actuelle
        try:
            with default_storage.open(version.fichier.name or "") as source:
                cible.writestr(f"pieces-jointes/{rang}-{version.nom_fichier}", source.read())
        except FileNotFoundError:
            continue


def is_dossier_permis(membre: Membre, arguments: Arguments) -> bool:
    return _get_seance(membre, str(arguments.get("seance", ""))) is not None


def get_retour(membre: Membre, arguments: Arguments) -> tuple[str, str]:
    return "Revenir à la séance", reverse("gouvernance:seance_detail", args=[membre.espace_id, arguments["seance"]])


def record_travaux() -> None:
    travaux.record(
        TypeTravail(
            TRAVAIL_DOSSIER,
            "Le dossier d’une séance (ZIP)",
            run=run_dossier,
            is_permis=can_list_instances,
            is_permis_pour=is_dossier_permis,
            get_retour=get_retour,
        )
    )
