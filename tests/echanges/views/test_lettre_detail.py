"""What one's next letter would say."""

import pytest

from convive.echanges.actions.preference import delete_lettre
from tests.echanges.factories import publish

pytestmark = pytest.mark.django_db
URL = "/notifications/lettre/"


def test_nothing_to_say_is_said(connecte, elue):
    page = connecte(elue).get(URL).text
    assert "rien ne partirait" in page
    assert "Elle part le lundi" in page


def test_page_shows_what_would_leave(connecte, espace, chargee, directeur):
    publish(chargee, espace, is_interne=True, mentions=(directeur,))
    page = connecte(directeur).get(URL).text
    assert "Chargee vous demande votre avis" in page
    assert "Répondre à Chargee" in page
    assert "Interne :" in page


def test_whoever_receives_none_reads_it(connecte, elue):
    delete_lettre(by=elue)
    assert "Vous avez choisi de ne pas la recevoir" in connecte(elue).get(URL).text
