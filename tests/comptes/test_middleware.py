"""The way back from an identity provider writes during a GET; nothing else does."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter

from convive.config.connexion_externe import build_oidc

pytestmark = pytest.mark.django_db
SERVEUR = "https://auth.exemple.test"


@pytest.fixture
def fournisseur(settings, monkeypatch):
    """A provider that knows Camille; only its answers are replaced, not what allauth does with them."""
    settings.OIDC_ACTIF = True
    settings.SOCIALACCOUNT_PROVIDERS = build_oidc(
        serveur=SERVEUR,
        client="convive",
        secret="s",  # noqa: S106
        nom="Annuaire",
        email_sur=True,
    )
    config = {"authorization_endpoint": f"{SERVEUR}/authorize", "token_endpoint": f"{SERVEUR}/token"}
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", config | {"userinfo_endpoint": SERVEUR})
    identite = {"sub": "42", "email": "camille@exemple.test", "given_name": "Camille", "family_name": "Roux"}
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "_fetch_user_info", lambda *_: identite)
    monkeypatch.setattr(
        "allauth.socialaccount.providers.oauth2.client.OAuth2Client.get_access_token",
        lambda *_args, **_kwargs: {"access_token": "jeton"},
    )
    return identite


def leave(client) -> str:
    """Go to the provider; return the state that comes back with the person."""
    page = client.post("/compte/oidc/externe/login/")
    assert page.headers["Location"].startswith(f"{SERVEUR}/authorize")
    return parse_qs(urlsplit(page.headers["Location"]).query)["state"][0]


def come_back(client, state: str):
    return client.get("/compte/oidc/externe/login/callback/", {"code": "c", "state": state})


def test_person_known_by_her_address_enters(client, compte, fournisseur):
    page = client.get("/compte/login/")
    assert "Se connecter avec" in page.text
    page = come_back(client, leave(client))
    assert page.status_code == 302
    assert client.session["_auth_user_id"] == str(compte.pk)
    assert SocialAccount.objects.get().user == compte
    assert "Relier" in client.get("/compte/3rdparty/").text
    assert "Connexion externe" in client.get("/compte/").text


def test_person_without_invitation_stays_out(client, fournisseur):
    page = come_back(client, leave(client))
    assert "On entre sur invitation" in client.get(page.headers.get("Location", "/"), follow=True).text + page.text
    assert "_auth_user_id" not in client.session


def test_forged_return_is_refused(client, compte, fournisseur):
    page = come_back(client, "forge")
    assert "La connexion n’a pas abouti" in page.text
    assert "_auth_user_id" not in client.session


def test_other_pages_go_through_the_guard(client, fournisseur):
    assert client.get("/").status_code == 200
    assert client.get("/nulle-part/").status_code == 404


def test_callback_does_not_exist_without_provider(client, db):
    assert client.get("/compte/oidc/externe/login/callback/").status_code == 404
