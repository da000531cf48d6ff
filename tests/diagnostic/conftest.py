"""Real figures for the portrait: the packaged base and the official files, built once; some real territories."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from convive.diagnostic.actions.diagnostic import create_diagnostic
from convive.diagnostic.models import Diagnostic
from convive.donnees import connexion
from convive.donnees.sources.base import BASE_DIR, list_territoires
from convive.territoires.actions import import_territoires
from convive.territoires.rules import LigneTerritoire
from tests.donnees.atelier import build_once, get_dossier_partage

CIVRAISIEN, BORDEAUX, CIVIS, GRAND_PARIS, TROIS_GUES = "200070035", "243300316", "249740077", "200054781", "999900017"
EPCI = {CIVRAISIEN, BORDEAUX, CIVIS, GRAND_PARIS, TROIS_GUES}
# An EPCI of Mayotte, on which most sources say nothing.
MAYOTTE = "200060457"
# Rochefourchat, where one person lives; L’Oie and Les Essarts, of a split; two neighbours of two départements.
COMMUNES = {"26274", "85165", "85084", "79174", "69123"}


@pytest.fixture(scope="session")
def chiffres_dir(depot_officiel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    donnees_dir = get_dossier_partage("complet") or tmp_path_factory.mktemp("donnees")
    build_once(donnees_dir, depot_officiel)
    return donnees_dir


@pytest.fixture
def chiffres(settings, chiffres_dir: Path) -> Iterator[None]:
    """Every source of the dépôt, and the packaged base."""
    settings.DONNEES_DIR = chiffres_dir
    yield
    connexion.close_connexion()


@cache
def get_lignes() -> tuple[LigneTerritoire, ...]:
    """The part of the code list that the tests of this package need: importing the whole would take seconds each."""
    rows = list_territoires(BASE_DIR)
    groups = EPCI | {MAYOTTE}
    communes = {r["code"] for r in rows if r["type"] == "commune" and (r["epci"] in groups or r["code"] in COMMUNES)}
    kept = [
        row
        for row in rows
        if row["type"] in ("departement", "region")
        or row["code"] in groups
        or (row["type"] == "commune" and row["code"] in communes)
        or (row["type"] == "arrondissement_municipal" and row["parent"] in communes)
    ]
    known = {row["code"] for row in kept}
    return tuple(
        LigneTerritoire(
            **row
            | {name: tuple(row[name] or ()) for name in ("codes_postaux", "anciens_codes")}
            | {name: row[name] if row[name] in known else None for name in ("epci", "ept", "parent")}
        )
        for row in kept
    )


@pytest.fixture
def pays_reel(db) -> None:
    import_territoires(lignes=get_lignes(), millesime=2026)


@pytest.fixture
def diagnostic(espace, chargee) -> Diagnostic:
    """Just started: the usual chapters, and nothing written."""
    return create_diagnostic(by=chargee, espace=espace)
