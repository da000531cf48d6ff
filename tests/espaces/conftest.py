import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from convive.comptes.models import Compte
from convive.espaces.models import Espace
from convive.socle.taches import taches
from convive.territoires.selectors import get_index_suggestions
from tests.espaces.essais import create_tables, declared, delete_tables
from tests.espaces.factories import PERSONAS, create_compte, create_espace_civraisien, create_membre
from tests.territoires.factories import create_pays


@pytest.fixture(autouse=True)
def index_vide() -> None:
    """Names kept in memory by one test are not those of the next."""
    get_index_suggestions.cache_clear()


@pytest.fixture
def pays(db) -> None:
    create_pays()


@pytest.fixture
def chargee(pays) -> Compte:
    return create_compte("chargee")


@pytest.fixture
def espace(chargee: Compte) -> Espace:
    """Created by its chargée de coopération; nobody else is there."""
    return create_espace_civraisien(chargee)


def _create_persona(nom: str):
    @pytest.fixture(name=nom)
    def persona(espace: Espace) -> Compte:
        compte = create_compte(nom)
        create_membre(espace, compte, PERSONAS[nom])
        return compte

    return persona


coordinatrice = _create_persona("coordinatrice")
directeur = _create_persona("directeur")
elue = _create_persona("elue")
conseillere_caf = _create_persona("conseillere_caf")
partenaire = _create_persona("partenaire")
lectrice = _create_persona("lectrice")
formatrice = _create_persona("formatrice")
administrateur = _create_persona("administrateur")


@pytest.fixture
def etrangere(pays) -> Compte:
    """Has an espace of her own, and no place in the others."""
    compte = create_compte("etrangere")
    create_espace_civraisien(compte, nom="Un autre espace")
    return compte


@pytest.fixture
def connecte(client: Client):
    """A client in which a person is logged in."""

    def login(compte: Compte) -> Client:
        client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return login


@pytest.fixture(scope="session")
def tables_essais(django_db_setup, django_db_blocker):
    """The tables of the models of `essais`, for the time of the session."""
    with django_db_blocker.unblock():
        create_tables()
    yield
    with django_db_blocker.unblock():
        delete_tables()


@pytest.fixture
def essais(tables_essais, db, settings, tmp_path):
    """The models of `essais` are declared, and files go to a folder of this test."""
    settings.MEDIA_ROOT = tmp_path / "fichiers"
    with declared():
        yield


@pytest.fixture
def count_queries_get():
    """How many queries a page makes."""

    def count(client: Client, url: str) -> int:
        with CaptureQueriesContext(connection) as context:
            assert client.get(url).status_code == 200
        return len(context)

    return count


@pytest.fixture
def taches_du_sol(monkeypatch):
    """The things to do that these packages know of; what a CTG asks for is tried with the CTG."""
    du_sol = {
        cle: fournisseur
        for cle, fournisseur in taches._fournisseurs.items()
        if fournisseur.__module__.startswith(("convive.espaces.", "convive.echanges."))
    }
    monkeypatch.setattr(taches, "_fournisseurs", du_sol)
