"""What one's next letter would say."""

import pytest
from django.utils import timezone

from convive.echanges.actions.preference import delete_lettre
from convive.echanges.models import EtatLettre, LettreSemaine, Notification
from tests.echanges.factories import publish
from tests.espaces.factories import create_note_essai

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
    assert "Interne\u00a0:" in page


def test_whoever_receives_none_reads_it(connecte, elue):
    delete_lettre(by=elue)
    assert "Vous avez choisi de ne pas la recevoir" in connecte(elue).get(URL).text


def test_last_letter_is_read_again_with_what_one_still_sees(connecte, espace, chargee, directeur):
    note = create_note_essai(espace, "Petites vacances", by=directeur)
    publish(chargee, espace, sur=note, mentions=(directeur,))
    publish(chargee, espace, is_interne=True, mentions=(directeur,))
    client = connecte(directeur)
    assert "La dernière lettre" not in client.get(URL).text
    lettre = LettreSemaine.objects.create(
        compte=directeur, annee=2026, semaine=47, etat=EtatLettre.ENVOYEE, date_envoi=timezone.now()
    )
    Notification.objects.filter(compte=directeur).update(lettre=lettre)
    page = client.get(URL).text
    derniere = page.partition("La dernière lettre")[2]
    assert "Chargee vous demande votre avis sur «\u00a0Petites vacances\u00a0»" in derniere
    assert "Interne\u00a0:" in derniere
    espace.membres.filter(compte=directeur).update(role="elu")
    derniere = client.get(URL).text.partition("La dernière lettre")[2]
    assert "Petites vacances" in derniere
    assert "Interne" not in derniere
    note.delete()
    assert "vous n’y avez plus accès" in client.get(URL).text
