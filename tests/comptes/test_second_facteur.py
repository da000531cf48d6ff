"""Second factor: code application, recovery codes, passkeys, each page as its owner sees it."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail

from convive.comptes.selectors.securite import get_securite
from tests.comptes.factories import MOT_DE_PASSE, CompteFactory

pytestmark = pytest.mark.django_db
CONNEXION = "/compte/login/"


def compute_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.fixture
def connectee(client, compte):
    """Logged in, and has just given her password again, as these pages ask."""
    client.post(CONNEXION, {"login": compte.email, "password": MOT_DE_PASSE})
    client.post("/compte/reauthenticate/", {"password": MOT_DE_PASSE})
    return client


@pytest.fixture
def cle(compte):
    return Authenticator.objects.create(
        user=compte, type=Authenticator.Type.WEBAUTHN, data={"name": "Téléphone", "credential": {}}
    )


def test_code_application_is_activated_then_asked_for(connectee, compte):
    page = connectee.get("/compte/2fa/totp/activate/")
    secret = re.search(r"<code>(\w+)</code>", page.text)[1]
    assert "data:image/svg+xml" in page.text
    assert "incorrect" in connectee.post("/compte/2fa/totp/activate/", {"code": "000000"}).text.lower()
    page = connectee.post("/compte/2fa/totp/activate/", {"code": compute_code(secret)}, follow=True)
    assert "Vos codes de secours" in page.text
    securite = get_securite(compte)
    assert securite.facteurs == ("application de codes",)
    assert securite.codes_secours
    secours = re.search(r"<li><code>(\d+)</code>", page.text)[1]
    assert "Il vous reste" in connectee.get("/compte/2fa/").text
    assert connectee.get("/compte/2fa/totp/deactivate/").status_code == 200
    assert connectee.get("/compte/2fa/recovery-codes/generate/").status_code == 200
    assert secours in connectee.get("/compte/2fa/recovery-codes/download/").text

    connectee.post("/compte/logout/")
    page = connectee.post(CONNEXION, {"login": compte.email, "password": MOT_DE_PASSE}, follow=True)
    assert "Double vérification" in page.text
    assert "_auth_user_id" not in connectee.session, "the password alone does not enter"
    assert "point à corriger" in connectee.post("/compte/2fa/authenticate/", {"code": "000000"}).text
    connectee.post("/compte/2fa/authenticate/", {"code": secours})
    assert connectee.session["_auth_user_id"]
    assert "Active\u00a0: application de codes. Vous avez des codes de secours." in connectee.get("/compte/").text


@pytest.mark.django_db(transaction=True)
def test_owner_is_told_of_a_new_second_factor(connectee, compte):
    page = connectee.get("/compte/2fa/totp/activate/")
    secret = re.search(r"<code>(\w+)</code>", page.text)[1]
    connectee.post("/compte/2fa/totp/activate/", {"code": compute_code(secret)})
    [message] = mail.outbox
    assert message.to == [compte.email]
    assert message.subject.startswith("[Convive] ")
    assert message.body.startswith("Bonjour,")


def test_second_factor_waits_for_a_confirmed_address(client):
    compte = CompteFactory(email_verifie=False)
    client.post(CONNEXION, {"login": compte.email, "password": MOT_DE_PASSE})
    page = client.get("/compte/2fa/totp/activate/", follow=True)
    assert not Authenticator.objects.exists()
    assert page.status_code == 200


def test_sensitive_page_asks_for_the_password_again(client, compte):
    client.force_login(compte)
    page = client.get("/compte/2fa/totp/activate/", follow=True)
    assert "Confirmez que c’est bien vous" in page.text
    page = client.post(
        "/compte/reauthenticate/", {"password": MOT_DE_PASSE, "next": "/compte/2fa/totp/activate/"}, follow=True
    )
    assert "Activer l’application de codes" in page.text


def test_wrong_codes_are_counted_by_person_whatever_the_address(client, compte):
    TOTP.activate(compte, "JBSWY3DPEHPK3PXP")
    client.post(CONNEXION, {"login": compte.email, "password": MOT_DE_PASSE})
    for reste in range(5):
        client.post("/compte/2fa/authenticate/", {"code": "000000"}, REMOTE_ADDR=f"192.0.2.{reste}")
    page = client.post(
        "/compte/2fa/authenticate/", {"code": compute_code("JBSWY3DPEHPK3PXP")}, REMOTE_ADDR="192.0.2.99"
    )
    assert "_auth_user_id" not in client.session, "the sixth code is not read, even the right one"
    assert "Trop de codes faux. Attendez cinq minutes" in page.text


@pytest.mark.parametrize("page", ["", "generate/", "download/"])
def test_recovery_codes_ask_for_a_fresh_proof(client, compte, page):
    TOTP.activate(compte, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(compte)
    client.force_login(compte)
    assert "reauthenticate" in client.get(f"/compte/2fa/recovery-codes/{page}").headers["Location"]


def test_code_is_another_way_to_confirm(client, compte):
    TOTP.activate(compte, "JBSWY3DPEHPK3PXP")
    client.force_login(compte)
    page = client.get("/compte/2fa/reauthenticate/?next=/compte/2fa/")
    assert "Donnez un code de votre application" in page.text
    assert "Autre façon de confirmer" in page.text


def test_passkeys_are_listed_renamed_and_removed(connectee, compte, cle):
    assert "Vos clés d’accès" in connectee.get("/compte/2fa/webauthn/").text
    assert "1\u00a0clé" in connectee.get("/compte/2fa/").text
    connectee.post(f"/compte/2fa/webauthn/keys/{cle.pk}/edit/", {"name": "Bureau"})
    assert "Bureau" in connectee.get("/compte/2fa/webauthn/").text
    assert "Bureau" in connectee.get(f"/compte/2fa/webauthn/keys/{cle.pk}/edit/").text
    assert "Retirer cette clé" in connectee.get(f"/compte/2fa/webauthn/keys/{cle.pk}/remove/").text
    connectee.post(f"/compte/2fa/webauthn/keys/{cle.pk}/remove/")
    assert not Authenticator.objects.filter(user=compte).exists()
    assert "Vous n’avez pas de clé d’accès" in connectee.get("/compte/2fa/webauthn/").text


def test_passkey_of_somebody_else_does_not_exist(connectee, cle):
    cle.user = CompteFactory()
    cle.save()
    assert connectee.get(f"/compte/2fa/webauthn/keys/{cle.pk}/remove/").status_code == 404


def test_passkey_pages_run_no_inline_script(connectee, client):
    page = connectee.get("/compte/2fa/webauthn/add/")
    scripts = re.findall(r"<script[^>]*>", page.text)
    assert all(("src=" in script and "nonce=" in script) or "application/json" in script for script in scripts)
    assert 'data-cle="addForm"' in page.text
    assert "Nom de la clé" in page.text
    assert connectee.get("/compte/2fa/").status_code == 200


def test_passkey_login_gives_its_challenge_to_a_visitor(client, db):
    assert (
        "publicKey"
        in client.get("/compte/2fa/webauthn/login/", HTTP_ACCEPT="application/json").json()["request_options"]
    )
