"""Fixtures used by several packages: the CTG of an espace, its plan, its instances, the figures of the packaged base.

A pytest plugin, like `tests/personas.py`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from convive.comptes.models import Compte
from convive.convention.models import Ctg
from convive.donnees import connexion
from convive.espaces.models import Espace
from convive.socle.taches import taches
from tests.convention.factories import create_ctg_essai
from tests.donnees.atelier import build_once, get_dossier_partage
from tests.gouvernance.factories import Gouvernance, create_gouvernance
from tests.plan_action.factories import Plan, create_plan_actions


@pytest.fixture
def ctg(espace: Espace, chargee: Compte) -> Ctg:
    """A CTG that started two years ago, whatever today is; signed, with its Caf, its EPCI and a commune."""
    return create_ctg_essai(espace, chargee)


@pytest.fixture
def plan(ctg: Ctg, chargee: Compte) -> Plan:
    """A plan with two axes and three actions."""
    return create_plan_actions(ctg, chargee)


@pytest.fixture
def gouvernance(espace: Espace) -> Gouvernance:
    return create_gouvernance(espace)


@pytest.fixture
def taches_du_sol(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only keep the task providers of the lower packages; the tasks of a CTG are tested with the CTG."""
    du_sol = {
        cle: fournisseur
        for cle, fournisseur in taches._fournisseurs.items()
        if fournisseur.__module__.startswith(("convive.espaces.", "convive.echanges."))
    }
    monkeypatch.setattr(taches, "_fournisseurs", du_sol)


@pytest.fixture(scope="session")
def chiffres_base_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    donnees_dir = get_dossier_partage("base") or tmp_path_factory.mktemp("donnees_base")
    build_once(donnees_dir, None)
    return donnees_dir


@pytest.fixture
def chiffres_base(settings, chiffres_base_dir: Path) -> Iterator[None]:
    """Only the packaged base, as on a new machine."""
    settings.DONNEES_DIR = chiffres_base_dir
    yield
    connexion.close_connexion()
