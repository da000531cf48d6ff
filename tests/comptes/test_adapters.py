from types import SimpleNamespace

import pytest
from allauth.socialaccount.models import SocialLogin

from convive.comptes.adapters import CompteAdapter, ConnexionExterneAdapter, record_email_invite
from convive.comptes.models import Compte


@pytest.fixture
def requete(rf):
    requete = rf.get("/")
    requete.session = {}
    return requete


def build_sociallogin(email: str, verified: bool):
    return SimpleNamespace(email_addresses=[SimpleNamespace(email=email, verified=verified)])


def test_registration_opens_for_an_invited_visitor(requete):
    assert not CompteAdapter().is_open_for_signup(requete)
    record_email_invite(requete, "ada@exemple.test")
    assert CompteAdapter().is_open_for_signup(requete)


@pytest.mark.parametrize(
    ("invite", "email", "verified", "attendu"),
    [
        ("", "ada@exemple.test", True, False),
        ("ada@exemple.test", "Ada@exemple.test", True, True),
        ("ada@exemple.test", "ada@exemple.test", False, False),
        ("ada@exemple.test", "eve@exemple.test", True, False),
    ],
    ids=["sans invitation", "invitée", "adresse non sûre", "une autre adresse"],
)
def test_identity_provider_opens_to_the_invited_address_alone(requete, invite, email, verified, attendu):
    record_email_invite(requete, invite)
    assert ConnexionExterneAdapter().is_open_for_signup(requete, build_sociallogin(email, verified)) is attendu


@pytest.mark.parametrize(
    ("donnees", "nom"),
    [
        ({"first_name": "Ada", "last_name": "Lov"}, "Ada Lov"),
        ({"name": "Ada L."}, "Ada L."),
        ({}, "ada"),
        ({"name": "A" * 300}, "A" * 150),
    ],
)
def test_name_comes_from_the_provider(requete, donnees, nom):
    sociallogin = SocialLogin(user=Compte())
    compte = ConnexionExterneAdapter().populate_user(requete, sociallogin, {"email": "ada@exemple.test", **donnees})
    assert compte.nom_affiche == nom
