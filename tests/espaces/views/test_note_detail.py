import pytest

from convive.espaces.actions.note import delete_note
from tests.espaces.factories import create_espace_civraisien, create_note_essai, create_thematique

pytestmark = pytest.mark.django_db


def get_url(note) -> str:
    return f"/espaces/{note.espace_id}/carnet/{note.pk}/"


def test_note_detail_shows_the_text_as_it_was_typed(connecte, espace, lectrice, django_assert_max_num_queries):
    note = create_note_essai(espace, "Le nord", "# Où\n\nUn <script>\n- a\n- b\n\n2. deux\n\nhttps://exemple.fr/x")
    client = connecte(lectrice)
    client.get(get_url(note))
    with django_assert_max_num_queries(15):
        page = client.get(get_url(note)).content.decode()
    assert "<h2>Où</h2>" in page
    assert "Un &lt;script&gt;" in page
    assert "<li>b</li>" in page
    assert '<ol start="2">' in page
    assert '<a href="https://exemple.fr/x" rel="nofollow">' in page
    assert "Modifier" not in page


def test_note_detail_says_whom_it_concerns(connecte, espace, chargee):
    note = create_note_essai(
        espace, "Le nord", "", thematiques=(create_thematique(espace, "Enfance"),), communes=("86078",)
    )
    page = connecte(chargee).get(get_url(note)).content.decode()
    assert "cette note concerne (Enfance" in page
    assert "Civray" in page
    assert "n’a encore qu’un titre" in page
    assert "Modifier" in page


def test_note_detail_is_not_found_elsewhere_nor_deleted_nor_out_of_limits(connecte, espace, chargee, coordinatrice):
    note = create_note_essai(espace, thematiques=(create_thematique(espace, "Enfance"),))
    autre = create_espace_civraisien(chargee, nom="Voisin")
    assert connecte(chargee).get(f"/espaces/{autre.pk}/carnet/{note.pk}/").status_code == 404
    espace.membres.get(compte=coordinatrice).thematiques.add(create_thematique(espace, "Logement"))
    assert connecte(coordinatrice).get(get_url(note)).status_code == 404
    delete_note(by=chargee, note=note)
    assert connecte(chargee).get(get_url(note)).status_code == 404
