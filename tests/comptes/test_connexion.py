"""Logging in and out, wrong passwords, forgotten password, registration: as a browser does it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from convive.comptes.models import Compte
from tests.comptes.factories import MOT_DE_PASSE, CompteFactory

pytestmark = pytest.mark.django_db
CONNEXION = "/compte/login/"


def send(client, email="camille@exemple.test", mot_de_passe=MOT_DE_PASSE, **autres):
    return client.post(CONNEXION, {"login": email, "password": mot_de_passe, **autres})


def test_explorer_needs_no_compte_reads_no_session_and_gives_no_cookie(client):
    with CaptureQueriesContext(connection) as requetes:
        page = client.get("/")
    assert not [requete for requete in requetes if "session" in requete["sql"]]
    # Whether somebody has a compte, and nothing about anybody.
    assert [requete["sql"].split(" FROM ")[0] for requete in requetes if "comptes_" in requete["sql"]] == [
        'SELECT 1 AS "a"'
    ]
    assert page.status_code == 200
    assert page.cookies == {}
    assert "Se connecter" in page.text


def test_login_by_address_whatever_its_case_then_logout(client, compte):
    page = send(client, "Camille@Exemple.test", next="/ui/")
    assert page.headers["Location"] == "/ui/"
    accueil = client.get("/", follow=True)
    assert "Camille Roux" in accueil.text
    assert "Mon compte" in accueil.text
    assert client.get("/compte/logout/").status_code == 200
    assert "Camille Roux" in client.get("/", follow=True).text, "GET does not log out"
    assert client.post("/compte/logout/").headers["Location"] == "/"
    assert "Camille Roux" not in client.get("/").text


@pytest.mark.parametrize(
    ("email", "mot_de_passe"), [("camille@exemple.test", "faux"), ("inconnue@exemple.test", "faux")]
)
def test_wrong_password_and_unknown_address_get_the_same_answer(client, compte, email, mot_de_passe):
    page = send(client, email, mot_de_passe)
    assert page.status_code == 200
    assert "point à corriger" in page.text
    assert "_auth_user_id" not in client.session


def test_login_never_leaves_the_site(client, compte):
    assert send(client, next="https://pirate.test/").headers["Location"] == "/"


def test_closed_compte_does_not_enter(client):
    CompteFactory(email="camille@exemple.test", is_active=False)
    page = client.get(send(client).headers["Location"])
    assert "Ce compte est fermé" in page.text


def test_five_wrong_passwords_suspend_login_from_there_only(client, compte, settings):
    for _ in range(4):
        assert send(client, mot_de_passe="faux").status_code == 200
    page = send(client, "CAMILLE@exemple.test", "faux")
    assert page.status_code == 429
    assert "suspendue un quart d’heure" in page.text
    assert send(client).status_code == 429, "the right password does not enter either"
    autre = client.post(CONNEXION, {"login": compte.email, "password": MOT_DE_PASSE}, REMOTE_ADDR="192.0.2.7")
    assert autre.status_code == 302


def test_wrong_passwords_from_everywhere_suspend_login_everywhere(client, compte, settings):
    """Behind a server that lets visitors write X-Forwarded-For, each wrong password comes from another address."""
    assert settings.MAX_ECHECS_COMPTE == 20
    settings.MAX_ECHECS_COMPTE = 7
    pages = [
        client.post(CONNEXION, {"login": compte.email, "password": "faux"}, REMOTE_ADDR=f"192.0.2.{reste}")
        for reste in range(7)
    ]
    assert [page.status_code for page in pages] == [200] * 6 + [429]
    assert "trop souvent depuis plusieurs" in pages[-1].text
    ailleurs = client.post(CONNEXION, {"login": compte.email, "password": MOT_DE_PASSE}, REMOTE_ADDR="198.51.100.1")
    assert ailleurs.status_code == 429, "the right password does not enter either"
    CompteFactory(email="autre@exemple.test")
    assert send(client, "autre@exemple.test").status_code == 302, "of the others, nothing is held"


def test_stranger_at_one_address_never_shuts_somebody_out(client, compte):
    for _ in range(25):
        client.post(CONNEXION, {"login": compte.email, "password": "faux"}, REMOTE_ADDR="192.0.2.66")
    assert send(client).status_code == 302


def test_too_many_logins_from_one_address_get_a_french_page(client, compte):
    pages = [send(client, f"inconnue{rang}@exemple.test", "faux") for rang in range(31)]
    assert [page.status_code for page in pages] == [200] * 30 + [429]
    assert "Trop d’essais en peu de temps" in pages[-1].text


def test_login_opens_again_after_a_quarter_of_an_hour(client, compte):
    from axes.models import AccessAttempt

    for _ in range(5):
        send(client, mot_de_passe="faux")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert send(client).status_code == 302


def test_forgotten_password_is_replaced_by_the_link_received(client, compte):
    page = client.post("/compte/password/reset/", {"email": compte.email}, follow=True)
    assert "Si un compte existe à cette adresse" in page.text
    [message] = mail.outbox
    assert message.subject == "[Convive] Choisir un autre mot de passe"
    lien = re.search(r"http://testserver(\S+)", message.body)[1]
    page = client.get(lien, follow=True)
    assert "Choisir un autre mot de passe" in page.text
    action = page.redirect_chain[-1][0]
    refus = client.post(action, {"password1": "trop court", "password2": "trop court"})
    assert "trop facile à deviner" in refus.text
    nouveau = "Un-Autre-Chat-7-Vies"
    page = client.post(action, {"password1": nouveau, "password2": nouveau}, follow=True)
    assert "Votre mot de passe est changé" in page.text
    compte.refresh_from_db()
    assert compte.check_password(nouveau)
    assert "Ce lien n’est plus valable" in client.get(lien, follow=True).text


def test_forgotten_password_of_nobody_says_the_same_on_screen(client, db):
    page = client.post("/compte/password/reset/", {"email": "inconnue@exemple.test"}, follow=True)
    assert "Si un compte existe à cette adresse" in page.text
    assert mail.outbox[0].subject == "[Convive] Aucun compte à cette adresse"


def test_registration_is_closed_without_invitation(client, db):
    assert "On entre sur invitation" in client.get("/compte/signup/").text
    client.post(
        "/compte/signup/",
        {"email": "x@exemple.test", "nom_affiche": "X", "password1": MOT_DE_PASSE, "password2": MOT_DE_PASSE},
    )
    assert not Compte.objects.exists()


@pytest.fixture
def invitee(client, db):
    session = client.session
    session["account_verified_email"] = "Ada@exemple.test"
    session.save()
    return client


def register(client, **champs):
    donnees = {"nom_affiche": "Ada L.", "email": "ada@exemple.test"} | champs
    return client.post("/compte/signup/", donnees | {"password1": MOT_DE_PASSE, "password2": MOT_DE_PASSE})


def test_invited_person_registers_with_a_confirmed_address(invitee):
    assert "Ada@exemple.test" in invitee.get("/compte/signup/").text
    assert register(invitee).status_code == 302
    compte = Compte.objects.get()
    assert compte.nom_affiche == "Ada L."
    assert compte.emailaddress_set.get().verified
    assert "Ada L." in invitee.get("/", follow=True).text
    assert mail.outbox == []


def test_invitation_is_for_its_address_alone(invitee):
    page = register(invitee, email="autre@exemple.test")
    assert "celle qui a reçu l’invitation" in page.text
    assert not Compte.objects.exists()


def test_confirmation_of_a_new_address(client, compte):
    client.force_login(compte)
    page = client.post("/compte/email/", {"email": "nouvelle@exemple.test", "action_add": ""}, follow=True)
    assert "attend d’être confirmée" in page.text
    lien = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    assert "nouvelle@exemple.test" in client.get(lien).text
    compte.refresh_from_db()
    assert compte.email == "camille@exemple.test", "opening the link changes nothing: mail scanners do it"
    client.post(lien)
    compte.refresh_from_db()
    assert compte.email == "nouvelle@exemple.test"
    assert "Ce lien n’est plus valable" in client.get(reverse("account_confirm_email", args=["faux"])).text


def test_a_proved_address_gives_way_to_no_other_before_its_proof(client, compte):
    client.force_login(compte)
    client.post("/compte/email/", {"email": "une.autre@exemple.test", "action_add": ""})
    page = client.post("/compte/email/", {"email": "une.autre@exemple.test", "action_primary": ""}, follow=True)
    assert page.status_code == 200
    compte.refresh_from_db()
    assert compte.email == "camille@exemple.test"


def test_password_is_changed_by_its_owner(client, compte):
    client.force_login(compte)
    nouveau = "Un-Autre-Chat-7-Vies"
    page = client.post(
        "/compte/password/change/",
        {"oldpassword": MOT_DE_PASSE, "password1": nouveau, "password2": nouveau},
        follow=True,
    )
    assert page.status_code == 200
    compte.refresh_from_db()
    assert compte.check_password(nouveau)


@pytest.fixture
def panne(monkeypatch):
    """The mail server does not answer."""

    def refuse(self, *_args, **_options):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)


@pytest.mark.parametrize("email", ["camille@exemple.test", "inconnue@exemple.test"])
def test_forgotten_password_says_that_the_mail_server_is_down_whoever_asks(client, compte, panne, email):
    page = client.post("/compte/password/reset/", {"email": email}, follow=True)
    assert page.status_code == 200
    assert "Le serveur d’e-mail ne répond pas" in page.text


def test_password_is_changed_when_the_mail_server_is_down(client, compte, panne):
    client.force_login(compte)
    nouveau = "Un-Autre-Chat-7-Vies"
    saisie = {"oldpassword": MOT_DE_PASSE, "password1": nouveau, "password2": nouveau}
    assert client.post("/compte/password/change/", saisie, follow=True).status_code == 200
    compte.refresh_from_db()
    assert compte.check_password(nouveau)


def test_person_who_installs_changes_her_address(client, db):
    client.force_login(Compte.objects.create_superuser("ada@exemple.test", MOT_DE_PASSE, "Ada"))
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": timezone.now().timestamp()}]
    session.save()
    saisie = {"action_add": "1", "email": "nouvelle@exemple.test"}
    assert client.post("/compte/email/", saisie, follow=True).status_code == 200
    assert mail.outbox[-1].to == ["nouvelle@exemple.test"]


def test_session_dropped_because_the_password_changed_elsewhere_leads_to_the_login_page(client, compte):
    client.force_login(compte)
    compte.set_password("une autre phrase de passe bien longue")
    compte.save()
    answer = client.get(reverse("espaces:espace_list"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))
