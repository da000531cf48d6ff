"""Login through an OpenID Connect provider, from the button to the logout, against a provider that really answers."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from convive.comptes.adapters import record_email_invite
from convive.comptes.connexion_externe import CLE_DECONNEXION
from convive.comptes.models import Compte
from convive.config.connexion_externe import build_oidc
from tests.comptes.fournisseur_oidc import AUTRE_CLE, CLIENT, serve_fournisseur

pytestmark = pytest.mark.django_db
EMAIL = "ada@exemple.test"
PERSONNE = {"sub": "ada-1", "email": EMAIL, "email_verified": True, "given_name": "Ada", "usual_name": "Lorvelle"}


@pytest.fixture
def fournisseur(settings):
    with serve_fournisseur() as fournisseur:
        fournisseur.personne = dict(PERSONNE)
        settings.SOCIALACCOUNT_PROVIDERS = build_oidc(
            serveur=fournisseur.url,
            client=CLIENT,
            secret="secret-d-essai",  # noqa: S106  # a provider of this test
            nom="Fournisseur d’essai",
            email_sur=True,
            scopes=["openid", "email"],
        )
        settings.OIDC_ACTIF, settings.OIDC_NOM = True, "Fournisseur d’essai"
        yield fournisseur


def login(client: Client, suite: str = ""):
    """From the button of the login page to the page where the person ends, as her browser goes."""
    depart = client.post(reverse("openid_connect_login", args=["externe"]), {"next": suite} if suite else {})
    assert depart.status_code == 302
    question = parse_qs(urlsplit(depart.headers["Location"]).query)
    assert question["code_challenge_method"] == ["S256"]
    retour = reverse("openid_connect_callback", args=["externe"])
    return client.get(retour, {"code": "code", "state": question["state"][0]})


def invite(client: Client, email: str = EMAIL) -> None:
    session = client.session
    record_email_invite(type("Requete", (), {"session": session})(), email)
    session.save()


@pytest.mark.parametrize("signe", [True, False], ids=["réponse signée", "réponse en clair"])
def test_an_invited_person_gets_a_compte_and_goes_on(fournisseur, client, signe: bool):
    fournisseur.signe = signe
    invite(client)
    response = login(client, suite="/sources/")
    assert (response.status_code, response.headers["Location"]) == (302, "/sources/")
    compte = Compte.objects.get(email=EMAIL)
    assert compte.nom_affiche == "Ada Lorvelle"
    assert not compte.has_usable_password()
    assert client.get(reverse("comptes:compte_detail")).status_code == 200


def test_a_person_who_has_a_compte_enters_it(fournisseur, client):
    compte = Compte.objects.create_user(EMAIL, None, nom_affiche="Ada")
    assert "Se connecter avec Fournisseur d’essai" in client.get("/compte/login/").text
    assert login(client).status_code == 302
    assert client.session["_auth_user_id"] == str(compte.pk)
    assert SocialAccount.objects.get().user == compte
    assert "Relier" in client.get("/compte/3rdparty/").text
    assert "Connexion externe" in client.get("/compte/").text


def test_a_person_without_compte_or_invitation_stays_outside(fournisseur, client):
    page = login(client)
    assert not Compte.objects.exists()
    assert "_auth_user_id" not in client.session
    assert "On entre sur invitation" in client.get(page.headers.get("Location", "/"), follow=True).text + page.text


def test_an_invitation_for_another_address_opens_nothing(fournisseur, client):
    invite(client, "eve@exemple.test")
    login(client)
    assert not Compte.objects.exists()


@pytest.mark.parametrize(
    "change",
    [{"cle": AUTRE_CLE}, {"audience": "une-autre-application"}, {"en_panne": True}],
    ids=["signature d’un autre", "réponse faite pour un autre", "service en panne"],
)
def test_an_answer_that_cannot_be_trusted_lets_nobody_in(fournisseur, client, change: dict[str, object]):
    for name, value in change.items():
        setattr(fournisseur, name, value)
    invite(client)
    response = login(client)
    assert response.status_code == 401
    assert "Traceback" not in response.text
    assert not Compte.objects.exists()
    assert "_auth_user_id" not in client.session


def test_a_return_without_its_state_is_refused(fournisseur, client):
    invite(client)
    response = client.get(reverse("openid_connect_callback", args=["externe"]), {"code": "code", "state": "inventé"})
    assert response.status_code == 401
    assert "La connexion n’a pas abouti" in response.text
    assert not Compte.objects.exists()


def test_the_way_back_does_not_exist_without_provider(client):
    assert client.get(reverse("openid_connect_callback", args=["externe"])).status_code == 404


def test_logging_out_tells_the_provider(fournisseur, client):
    invite(client)
    login(client)
    response = client.post(reverse("account_logout"))
    adresse = urlsplit(response.headers["Location"])
    assert f"{adresse.scheme}://{adresse.netloc}{adresse.path}" == f"{fournisseur.url}/sortie"
    question = parse_qs(adresse.query)
    assert question["post_logout_redirect_uri"] == ["http://testserver/"]
    assert question["id_token_hint"][0].count(".") == 2
    assert "_auth_user_id" not in client.session
    assert CLE_DECONNEXION not in client.session


def test_a_person_with_a_password_logs_out_here_only(client):
    compte = Compte.objects.create_user(EMAIL, None, nom_affiche="Ada")
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(reverse("account_logout")).headers["Location"] == "/"
