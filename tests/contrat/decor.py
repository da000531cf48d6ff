"""The espaces of the contract tests, created once for all of them, with one persona per role in each."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from convive.documents.travaux import travaux
from convive.espaces.models import Espace, TypeEspace
from convive.territoires.selectors import get_index_suggestions
from tests.contrat.objets import Objets, build_objets, build_objets_organisme
from tests.contrat.routes import Route
from tests.contrat.table import DEPARTEMENT, ENTRAINEMENT, ORGANISME, SUPPRIME, TERRITOIRE
from tests.documents.atelier_travaux import record_travaux_d_essai
from tests.espaces.factories import (
    PERSONAS,
    create_compte,
    create_departement,
    create_espace_civraisien,
    create_membre,
    create_partage,
)
from tests.personas import create_personas, get_client
from tests.territoires.factories import create_pays

# An argument that does not belong to the espace: the organisme whose stagiaires and teams help each other.
COMMUNS = {"organisme_uuid"}


@dataclass(frozen=True, slots=True)
class Decor:
    """`objets` and `voisins`, by sort of espace: the URL arguments in the espace of the personas, and in another espace
    of the same sort, whose chargée is the same person."""

    clients: Mapping[str, Client]
    etrangere: Client
    objets: Mapping[str, Objets]
    voisins: Mapping[str, Objets]

    @property
    def chargee(self) -> Client:
        return self.clients["chargee"]

    def get_url(self, route: Route, sorte: str) -> str:
        """The URL of a route, with the query string that the page requires, if any."""
        return route.get_url(self.objets[sorte]) + self.objets[sorte].get(f"{route.page}?", "")

    def list_urls_voisines(self, route: Route, sorte: str) -> dict[str, str]:
        """Argument → the URL of the route with only this argument taken from another espace."""
        own, autres = self.objets[sorte], self.voisins.get(sorte, {})
        cles = [route.get_cle(nom, own) for nom in route.arguments if nom.endswith("_uuid") and nom not in COMMUNS]
        if len(cles) < 2:
            return {}
        return {cle: route.get_url({**own, cle: autres[cle]}) for cle in cles if cle in autres}


@contextmanager
def open_decor(dossier: Path) -> Iterator[Decor]:
    """Rolled back at the end. Each test that uses the database rolls back its own changes."""
    memoire = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(dossier)}}
    transaction_du_decor = transaction.atomic()
    # Actions must open their own transaction: like that of a test, this one does not count.
    transaction_du_decor._from_testcase = True  # type: ignore[attr-defined]  # as Django marks those of its tests
    with pytest.MonkeyPatch.context() as patch, override_settings(MEDIA_ROOT=dossier, CACHES=memoire):
        patch.setattr(travaux, "_types", dict(travaux._types))
        record_travaux_d_essai()
        with transaction_du_decor:
            yield _build_decor()
            transaction.set_rollback(True)


def _build_decor() -> Decor:
    get_index_suggestions.cache_clear()
    create_pays()
    chargee, etrangere = create_compte("chargee"), create_compte("etrangere")
    create_espace_civraisien(etrangere, nom="Un autre espace")
    espace = create_espace_civraisien(chargee)
    comptes = create_personas(espace, chargee)
    organisme = build_objets_organisme(chargee, "La Passerelle, formation")
    voisine = build_objets_organisme(chargee, "L’Autre Rive, formation")
    autres = {sorte: _create_autre(sorte, chargee, espace) for sorte in (DEPARTEMENT, ENTRAINEMENT, SUPPRIME)}
    for autre in (organisme["organisme"].espace, *autres.values()):
        for nom, compte in comptes.items():
            if nom != "chargee":
                create_membre(autre, compte, PERSONAS[nom])
    partage, _ = create_partage(espace, autres[DEPARTEMENT])
    objets: dict[str, Any] = {sorte: {"espace_uuid": autre.pk} for sorte, autre in autres.items()}
    objets[DEPARTEMENT]["partage_uuid"] = partage.pk
    objets[TERRITOIRE] = build_objets(espace, chargee, comptes["elue"], organisme["organisme"])
    voisin = create_espace_civraisien(chargee, nom="Espace voisin")
    for nom in ("directeur", "elue", "conseillere_caf"):
        create_membre(voisin, comptes[nom], PERSONAS[nom])
    return Decor(
        clients={nom: get_client(comptes[nom]) for nom in PERSONAS},
        etrangere=get_client(etrangere),
        objets=objets | {ORGANISME: organisme},
        voisins={
            TERRITOIRE: build_objets(voisin, chargee, comptes["elue"], voisine["organisme"]),
            ORGANISME: voisine,
        },
    )


def _create_autre(sorte: str, chargee: Any, espace: Espace) -> Espace:
    if sorte == DEPARTEMENT:
        return create_departement(chargee)
    autre = create_espace_civraisien(chargee, nom=f"Espace {sorte}")
    champs: dict[str, Any] = (
        {"type": TypeEspace.ENTRAINEMENT} if sorte == ENTRAINEMENT else {"date_suppression": timezone.now()}
    )
    Espace.objects.filter(pk=autre.pk).update(**champs)
    return autre
