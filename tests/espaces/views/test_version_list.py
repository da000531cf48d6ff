import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convive.espaces.actions.note import delete_note, update_note
from tests.espaces.factories import create_espace_civraisien, create_note_essai, create_thematique
from tests.espaces.test_notes import get_saisie

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(espace):
    return create_note_essai(espace)


def get_url(note, cle: str = "note") -> str:
    return f"/espaces/{note.espace_id}/textes/{cle}/{note.pk}/versions/"


def test_version_list_names_who_wrote_what_and_when(connecte, note, directeur, lectrice):
    update_note(by=directeur, note=note, saisie=get_saisie(note, texte="Autre chose."))
    page = connecte(lectrice).get(get_url(note)).content.decode()
    assert "Premier texte" in page
    assert "Directeur" in page
    assert "2 versions" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_version_list_is_not_found_for_what_one_does_not_read(
    connecte, note, espace, chargee, coordinatrice, etrangere
):
    assert connecte(etrangere).get(get_url(note)).status_code == 404
    assert connecte(chargee).get(get_url(note, "espace")).status_code == 404
    autre = create_espace_civraisien(chargee, nom="Voisin")
    assert connecte(chargee).get(get_url(note).replace(str(espace.pk), str(autre.pk))).status_code == 404
    espace.membres.get(compte=coordinatrice).thematiques.add(create_thematique(espace, "Logement"))
    cachee = create_note_essai(espace, thematiques=(create_thematique(espace, "Enfance"),))
    assert connecte(coordinatrice).get(get_url(cachee)).status_code == 404
    delete_note(by=chargee, note=note)
    assert connecte(chargee).get(get_url(note)).status_code == 404


def test_version_list_reads_as_many_times_for_many_versions(connecte, note, chargee, django_assert_num_queries):
    client = connecte(chargee)
    client.get(get_url(note))
    with CaptureQueriesContext(connection) as queries:
        client.get(get_url(note))
    for rang in range(6):
        note.refresh_from_db()
        update_note(by=chargee, note=note, saisie=get_saisie(note, texte=f"Texte {rang}."))
    with django_assert_num_queries(len(queries)):
        client.get(get_url(note))
    assert len(queries) <= 15
