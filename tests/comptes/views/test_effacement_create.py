"""Asking to be erased: what goes, what stays, a fresh password."""

import pytest

from convive.comptes.models import DemandeEffacement
from tests.comptes.factories import MOT_DE_PASSE, CompteFactory

URL = "/compte/effacement/"


@pytest.fixture
def connecte(client, compte):
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_page_says_what_goes_and_what_stays_before_anything(connecte):
    page = connecte.get(URL).text
    assert "Ce qui disparaît" in page
    assert "Ce qui reste, sous le nom «\u00a0Une personne partie\u00a0»" in page
    assert "Vos lignes dans le journal" in page
    assert "7 jours" in page
    assert not DemandeEffacement.objects.exists()


def test_an_old_session_proves_itself_first(connecte, compte):
    answer = connecte.post(URL)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/compte/reauthenticate/")
    assert not DemandeEffacement.objects.exists()
    wrong = connecte.post(answer.headers["Location"], {"password": "faux", "next": URL})
    assert wrong.status_code == 200
    assert not DemandeEffacement.objects.exists()
    connecte.post(answer.headers["Location"], {"password": MOT_DE_PASSE, "next": URL})
    if not DemandeEffacement.objects.exists():
        connecte.post(URL)
    assert DemandeEffacement.objects.get().compte == compte
    assert "C’est déjà demandé" in connecte.get(URL).text


def test_an_obstacle_is_said_and_hides_the_button(client, db):
    compte = CompteFactory(is_staff=True)
    compte.set_unusable_password()
    compte.save()
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(URL).text
    assert "seule personne qui administre" in page
    assert "Demander l’effacement" not in page
    # Someone who forges the form gets the same words.
    assert "seule personne qui administre" in client.post(URL).text
    assert not DemandeEffacement.objects.exists()
