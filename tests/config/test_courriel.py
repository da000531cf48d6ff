"""E-mail leaves as the address says; a real SMTP conversation on loopback."""

from email.message import MIMEPart

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured

from convive.config.courriel import build_mailers, get_url_publique
from tests.config.reception_smtp import serve_smtp


@pytest.mark.parametrize(
    ("url", "attendu"),
    [
        ("smtp://courrier.exemple.test", ("courrier.exemple.test", 25, False, False)),
        ("smtp+tls://courrier.exemple.test", ("courrier.exemple.test", 587, True, False)),
        ("smtps://courrier.exemple.test:4650", ("courrier.exemple.test", 4650, False, True)),
    ],
)
def test_address_of_a_server(url, attendu):
    options = build_mailers(url)["default"]["OPTIONS"]
    assert (options["host"], options["port"], options["use_tls"], options["use_ssl"]) == attendu
    assert "username" not in options


def test_name_and_secret_may_hold_any_character():
    options = build_mailers("smtp+tls://convive%40exemple.test:p%2Fa%3Ass@courrier.exemple.test")["default"]["OPTIONS"]
    assert (options["username"], options["password"]) == ("convive@exemple.test", "p/a:ss")


def test_terminal_shows_a_message_that_a_person_can_read(settings, capsys):
    settings.MAILERS = build_mailers("console:")
    lien = f"http://127.0.0.1:8000/espaces/invitation/{'a1B2' * 40}/"
    message = mail.EmailMessage(
        "Invitation à l’essai", f"Voilà le lien « long » :\n{lien}", to=["camille@exemple.test"]
    )
    message.attach("relevé.csv", "a;b", "text/csv")
    invitation = MIMEPart()
    invitation.set_content("BEGIN:VCALENDAR", subtype="calendar")
    invitation.add_header("Content-Disposition", "attachment", filename="seance.ics")
    message.attach(invitation)
    message.send()
    ecrit = capsys.readouterr().out
    assert "E-mail pour : camille@exemple.test\nObjet : Invitation à l’essai\n" in ecrit
    assert f"Voilà le lien « long » :\n{lien}\n[pièce jointe : relevé.csv]" in ecrit
    assert "[pièce jointe : seance.ics]" in ecrit


@pytest.mark.parametrize("url", ["", "http://x", "smtp://", "smtp://nom:motdepasse@hote:vingt-cinq"])
def test_wrong_address_is_refused_without_its_secret(url):
    with pytest.raises(ImproperlyConfigured, match="CONVIVE_EMAIL_URL") as erreur:
        build_mailers(url)
    assert "motdepasse" not in str(erreur.value)


@pytest.fixture
def serveur_smtp():
    with serve_smtp() as serveur:
        yield serveur


@pytest.mark.django_db
def test_forgotten_password_reaches_a_real_server(client, settings, serveur_smtp):
    from tests.comptes.factories import CompteFactory

    settings.MAILERS = build_mailers(serveur_smtp.url)
    CompteFactory(email="camille@exemple.test")
    page = client.post("/compte/password/reset/", {"email": "camille@exemple.test"}, follow=True)
    assert page.status_code == 200
    [recu] = serveur_smtp.recus
    assert b"To: camille@exemple.test" in recu
    assert b"/compte/password/reset/key/" in recu.replace(b"=\r\n", b"")
    assert mail.outbox == []


@pytest.mark.django_db
def test_magic_link_reaches_a_real_server_and_opens(client, settings, serveur_smtp):
    import re
    from email import message_from_bytes, policy

    from convive.espaces.gestes import submit_liens_de_confirmation
    from tests.espaces.factories import create_compte, create_espace_civraisien
    from tests.territoires.factories import create_pays

    settings.MAILERS = build_mailers(serveur_smtp.url)
    create_pays()
    place = create_espace_civraisien(create_compte("chargee")).membres.get()
    submit_liens_de_confirmation(
        by=place, places=[place], build_url=lambda cle: f"https://convive.exemple.test/espaces/lien/{cle}/"
    )
    [recu] = serveur_smtp.recus
    message = message_from_bytes(recu, policy=policy.default)
    assert message["To"] == "chargee@exemple.fr"
    found = re.search(r"https://convive\.exemple\.test(\S+)", message.get_content())
    assert found is not None
    assert "Avez-vous toujours ce rôle" in client.get(found.group(1)).text


@pytest.mark.django_db
def test_magic_link_waits_when_the_server_is_gone(client, settings):
    from convive.espaces.gestes import submit_liens_de_confirmation
    from tests.espaces.factories import create_compte, create_espace_civraisien
    from tests.territoires.factories import create_pays

    # Port 9 (discard) of this machine: nobody listens there.
    settings.MAILERS = build_mailers("smtp://127.0.0.1:9")
    create_pays()
    place = create_espace_civraisien(create_compte("chargee")).membres.get()
    [lien] = submit_liens_de_confirmation(by=place, places=[place], build_url=str)
    assert lien.date_envoi is None
    client.force_login(place.compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "l’e-mail n’est pas parti" in client.get(f"/espaces/{place.espace_id}/liens/").text


@pytest.mark.parametrize(
    ("url", "hotes", "is_https", "attendu"),
    [
        ("https://convive.exemple.fr/", ["autre.exemple.fr"], True, "https://convive.exemple.fr"),
        ("", [".exemple.fr", "convive.exemple.fr"], True, "https://convive.exemple.fr"),
        ("", ["localhost", "127.0.0.1"], False, "http://localhost:8000"),
        ("", ["*"], False, "http://localhost:8000"),
    ],
)
def test_links_of_e_mails_have_an_address(url, hotes, is_https, attendu):
    assert get_url_publique(url, hotes=hotes, is_https=is_https) == attendu


@pytest.mark.parametrize("url", ["convive.exemple.fr", "ftp://x", "https://", "https://x/?a=1", "https://x/#y"])
def test_what_is_no_address_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="CONVIVE_URL_PUBLIQUE"):
        get_url_publique(url, hotes=[], is_https=True)
