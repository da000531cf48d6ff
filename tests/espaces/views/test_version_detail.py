from datetime import timedelta

import pytest
from django.utils import timezone

from convive.espaces.actions.note import update_note
from convive.espaces.selectors.texte import list_versions
from tests.espaces.factories import create_note_essai
from tests.espaces.test_notes import get_saisie

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(espace, directeur):
    """Two versions: the first one, and that of the director, who changed a word."""
    note = create_note_essai(espace, texte="La salle est libre le mardi.")
    update_note(by=directeur, note=note, saisie=get_saisie(note, texte="La salle est libre le <jeudi>."))
    note.refresh_from_db()
    return note


def get_url(note, rang: int) -> str:
    uuid = next(ligne.uuid for ligne in list_versions(note) if ligne.rang == rang)
    return f"/espaces/{note.espace_id}/textes/note/{note.pk}/versions/{uuid}/"


def test_version_detail_tells_what_changed_in_words_and_not_by_colour_alone(
    connecte, note, lectrice, django_assert_max_num_queries
):
    client = connecte(lectrice)
    client.get(get_url(note, 2))
    with django_assert_max_num_queries(15):
        page = client.get(get_url(note, 2)).content.decode()
    assert '<ins class="cv-ins"><span class="cv-hide">[ajouté\N{NO-BREAK SPACE}: </span>&lt;jeudi&gt;<span' in page
    assert '<del class="cv-del"><span class="cv-hide">[supprimé\N{NO-BREAK SPACE}: </span>mardi<span' in page
    assert "identique" in page
    assert "Rétablir" not in page


def test_version_detail_shows_the_first_one_whole(connecte, note, lectrice):
    page = connecte(lectrice).get(get_url(note, 1)).content.decode()
    assert "La première version" in page
    assert "La salle est libre le mardi." in page
    assert "[ajouté" not in page


def test_version_detail_compares_with_any_other_from_the_former_to_the_later(connecte, note, lectrice):
    autre = list_versions(note)[0].uuid
    page = connecte(lectrice).get(get_url(note, 1), {"avec": str(autre)}).content.decode()
    assert "[supprimé\N{NO-BREAK SPACE}: </span>mardi" in page


@pytest.mark.parametrize("avec", ["00000000-0000-4000-8000-000000000000"])
def test_version_detail_of_another_text_is_not_found(connecte, note, chargee, avec):
    other = create_note_essai(note.espace)
    client = connecte(chargee)
    assert client.get(get_url(note, 1), {"avec": avec}).status_code == 404
    assert client.get(get_url(note, 1), {"avec": str(list_versions(other)[0].uuid)}).status_code == 404
    assert client.get(get_url(note, 1), {"avec": "n’importe quoi"}).status_code == 200


def test_version_detail_restores_and_says_so(connecte, note, chargee):
    client = connecte(chargee)
    assert "Rétablir" in client.get(get_url(note, 1)).content.decode()
    assert "Rétablir" not in client.get(get_url(note, note.versions.count())).content.decode()
    page = client.post(get_url(note, 1), follow=True).content.decode()
    assert "Version rétablie" in page
    assert "le mardi." in page
    assert note.versions.count() == 3
    assert "rien n’a changé" in client.post(get_url(note, 1), follow=True).content.decode()


def test_version_detail_is_not_restored_by_the_others(connecte, note, elue, etrangere):
    assert connecte(elue).post(get_url(note, 1)).status_code == 403
    assert connecte(etrangere).post(get_url(note, 1)).status_code == 404
    assert note.versions.count() == 2


def test_version_detail_restores_nothing_in_an_espace_that_expired(connecte, note, espace, chargee):
    espace.expire_le = timezone.localdate() - timedelta(days=1)
    espace.save()
    client = connecte(chargee)
    assert "Rétablir" not in client.get(get_url(note, 1)).content.decode()
    assert client.post(get_url(note, 1)).status_code == 403
    assert note.versions.count() == 2
