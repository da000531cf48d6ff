"""The grid: saved as one goes, finished when one says so."""

import pytest
from django.urls import reverse

from convive.prise_poste.models import NoteCompetence
from tests.prise_poste.factories import create_evaluation_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(espace, chargee):
    return create_evaluation_essai(espace, chargee, terminee_le=None)


@pytest.fixture
def url(espace, evaluation) -> str:
    return reverse("prise_poste:auto_evaluation_update", args=[espace.pk, evaluation.pk])


def get_notes() -> dict[str, tuple[int | None, str]]:
    return {note.item: (note.niveau, note.commentaire) for note in NoteCompetence.objects.all()}


def test_a_line_is_kept_without_leaving_the_page(url, chargee, connecte):
    saisie = {"niveau_S2": "3", "mot_S2": "Le bonus territoire"}
    answer = connecte(chargee).post(url, saisie, headers={"HX-Request": "true", "HX-Target": "etat"})
    fragment = answer.content.decode()
    assert "<html" not in fragment
    assert "Enregistré." in fragment
    assert "<b>4</b> sur 25" in fragment
    assert get_notes()["S2"] == (3, "Le bonus territoire")
    # The lines that were not sent are as they were.
    assert get_notes()["S1"] == (1, "Mot S1")


def test_without_script_the_button_keeps_and_comes_back(url, chargee, connecte):
    answer = connecte(chargee).post(url, {"niveau_S2": "3", "mot_S2": "", "geste": "garder"}, follow=True)
    assert answer.redirect_chain == [(url, 302)]
    assert "<b>4</b> sur 25" in answer.content.decode()


def test_an_answer_out_of_the_scale_is_said_and_nothing_is_kept(url, chargee, connecte):
    page = connecte(chargee).post(url, {"niveau_S1": "9", "mot_S1": ""}).content.decode()
    assert "Choisissez un niveau de 0 à 4." in page
    assert get_notes()["S1"] == (1, "Mot S1")


def test_it_is_finished_and_no_longer_filled(url, espace, chargee, evaluation, connecte):
    client = connecte(chargee)
    answer = client.post(url, {"niveau_S1": "2", "mot_S1": "", "geste": "terminer"})
    assert answer.headers["Location"] == reverse("prise_poste:auto_evaluation_list", args=[espace.pk])
    detail = reverse("prise_poste:auto_evaluation_detail", args=[espace.pk, evaluation.pk])
    assert client.get(url).headers["Location"] == detail
    client.post(url, {"niveau_S1": "4", "mot_S1": ""})
    assert get_notes()["S1"] == (2, "")


def test_nothing_answered_is_not_finished(url, chargee, connecte):
    NoteCompetence.objects.all().delete()
    assert "Répondez à une ligne" in connecte(chargee).post(url, {"geste": "terminer"}).content.decode()
