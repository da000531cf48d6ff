"""The notes that help to decide, in a list."""

import pytest
from django.urls import reverse

from convive.gouvernance.models import ArbitrageNote
from tests.gouvernance.factories import create_note_essai, in_days, join_note

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return reverse("gouvernance:note_list", args=[espace.pk])


def test_an_empty_list_teaches(url, chargee, elue, connecte):
    assert "Poser une première question" in connecte(chargee).get(url).content.decode()
    page = connecte(elue).get(url).content.decode()
    assert "sa note sera ici avant la séance" in page
    assert "Poser une" not in page


def test_those_to_settle_come_first_with_their_seance(url, espace, gouvernance, chargee, connecte):
    settled = create_note_essai(espace, "Réglée\u00a0?", instance=gouvernance.copil)
    ArbitrageNote.objects.create(note=settled, issue="melange", pourquoi="Un peu des deux.", date=in_days(-3))
    waiting = create_note_essai(espace, "À régler\u00a0?", attendue_le=in_days(20))
    join_note(waiting, gouvernance.brouillon)
    page = connecte(chargee).get(url).content.decode()
    assert page.index("À régler") < page.index("Réglée")
    assert "dont 1 à trancher" in page
    assert "Un mélange de plusieurs scénarios" in page
    assert str(gouvernance.brouillon) in page


def test_the_list_costs_the_same_with_many(url, espace, gouvernance, chargee, connecte, django_assert_max_num_queries):
    client = connecte(chargee)
    client.get(url)
    for rang in range(12):
        note = create_note_essai(espace, f"Question {rang}\u00a0?", instance=gouvernance.copil)
        join_note(note, gouvernance.brouillon)
        ArbitrageNote.objects.create(note=note, issue="melange", pourquoi="x", date=in_days(-3))
    with django_assert_max_num_queries(16):
        client.get(url)
