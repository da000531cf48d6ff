import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convive.espaces.actions.note import delete_note
from tests.espaces.factories import create_note_essai, create_thematique

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/carnet/"


def test_note_list_teaches_when_it_is_empty(connecte, url, chargee, lectrice):
    page = connecte(chargee).get(url).content.decode()
    assert "Le carnet est vide" in page
    assert "Écrire la première note" in page
    assert "Écrire la première note" not in connecte(lectrice).get(url).content.decode()


def test_note_list_shows_first_words_and_whom_it_concerns(connecte, url, espace, lectrice):
    create_note_essai(
        espace, "Le nord", "# Titre\n\nUne <b>navette</b>.", thematiques=(create_thematique(espace, "Enfance"),)
    )
    page = connecte(lectrice).get(url).content.decode()
    assert "Titre Une &lt;b&gt;navette&lt;/b&gt;." in page
    assert "Enfance" in page
    assert "Chargee" in page


def test_note_list_hides_what_is_out_of_limits(connecte, url, espace, coordinatrice, elue):
    jeunesse, logement = create_thematique(espace, "Jeunesse"), create_thematique(espace, "Logement")
    espace.membres.get(compte=coordinatrice).thematiques.add(logement)
    create_note_essai(espace, "Les ados", thematiques=(jeunesse,))
    assert "Les ados" in connecte(elue).get(url).content.decode()
    assert "Les ados" not in connecte(coordinatrice).get(url).content.decode()


def test_note_list_shows_what_was_put_aside_to_those_who_write(connecte, url, espace, chargee, elue):
    delete_note(by=chargee, note=create_note_essai(espace, "Périmée"))
    page = connecte(chargee).get(url).content.decode()
    assert "La corbeille" in page
    assert "Rétablir" in page
    assert "Périmée" not in connecte(elue).get(url).content.decode()


def test_note_list_reads_as_many_times_for_many_notes(connecte, url, espace, chargee, django_assert_num_queries):
    client = connecte(chargee)
    create_note_essai(espace, thematiques=(create_thematique(espace, "Enfance"),))
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    for rang in range(8):
        create_note_essai(espace, f"Note {rang}", thematiques=(create_thematique(espace, "Enfance"),))
    with django_assert_num_queries(len(queries)):
        client.get(url)
    assert len(queries) <= 15


def test_note_list_says_when_it_does_not_show_everything(connecte, url, espace, chargee, monkeypatch):
    monkeypatch.setattr("convive.espaces.selectors.note.MAX_NOTES", 2)
    monkeypatch.setattr("convive.espaces.views.note_list.MAX_NOTES", 2)
    for titre in ("Ancienne", "Récente", "Dernière"):
        create_note_essai(espace, titre)
    page = connecte(chargee).get(url).content.decode()
    assert "Ancienne" not in page
    assert "la recherche trouve les autres" in page
