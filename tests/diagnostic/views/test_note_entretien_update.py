import pytest

from tests.diagnostic.factories import create_entretien_essai, create_parole_essai
from tests.diagnostic.views.test_note_entretien_create import build_saisie

pytestmark = pytest.mark.django_db


def get_url(note) -> str:
    return f"/espaces/{note.espace_id}/paroles/entretiens/{note.pk}/modifier/"


def test_a_consent_taken_back_closes_the_words_that_were_drawn(connecte, espace, chargee):
    note, client = create_entretien_essai(espace), connecte(chargee)
    parole, autre = create_parole_essai(espace), create_parole_essai(espace, "Une autre.")
    parole.note = note
    parole.save()
    assert "On refuse dix familles" in client.get(get_url(note)).content.decode()
    assert client.post(get_url(note), build_saisie(consentement="equipe")).status_code == 302
    for row in (note, parole, autre):
        row.refresh_from_db()
    assert (note.consentement, parole.is_partagee, autre.is_partagee) == ("equipe", False, True)
    # From a page that was opened before: nothing is lost, and sending again is a choice.
    page = client.post(get_url(note), build_saisie(texte="Autre chose.")).content.decode()
    assert "Vous avez écrit à deux en même temps" in page
    assert "Autre chose." in page
    assert client.post(get_url(note), build_saisie(texte="Autre chose.", version="2")).status_code == 302
