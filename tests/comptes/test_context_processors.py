import pytest
from django.contrib.auth.models import AnonymousUser

from convive.comptes.context_processors import menu_compte
from convive.comptes.models import Compte


@pytest.fixture
def requete(rf):
    requete = rf.get("/compte/login/")
    requete.user = AnonymousUser()
    return requete


def test_visitor_is_offered_to_log_in(requete):
    menu = menu_compte(requete)["menu_compte"]
    assert (menu.nom, menu.connexion, menu.sur_connexion) == ("", "/compte/login/", True)


def test_person_reads_her_name(requete):
    requete.user = Compte(nom_affiche="Camille Roux")
    assert menu_compte(requete)["menu_compte"].nom == "Camille Roux"


def test_frame_without_these_pages_has_no_menu(requete, settings):
    settings.ROOT_URLCONF = "tests.ui.urls"
    assert menu_compte(requete)["menu_compte"] is None


def test_provider_is_named_only_when_configured(requete, settings):
    assert menu_compte(requete)["connexion_externe"] == ""
    settings.OIDC_ACTIF = True
    assert menu_compte(requete)["connexion_externe"] == "ProConnect"
