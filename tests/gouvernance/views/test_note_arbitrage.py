"""Note how a body settled it."""

import pytest
from django.urls import reverse

from convive.gouvernance.models import ArbitrageNote, Decision
from tests.gouvernance.factories import create_note_essai, join_note

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(espace, gouvernance):
    note = create_note_essai(espace, instance=gouvernance.copil)
    join_note(note, gouvernance.close)
    return note


@pytest.fixture
def url(espace, note) -> str:
    return reverse("gouvernance:note_arbitrage", args=[espace.pk, note.pk])


def test_the_seance_that_had_it_gives_its_day(url, note, gouvernance, chargee, connecte):
    client = connecte(chargee)
    page = client.get(url).content.decode()
    assert f'value="seance:{gouvernance.close.pk}" selected' in page
    scenario = note.scenarios.get(titre="L’école")
    data = {
        "issue": "retenu",
        "scenario": str(scenario.pk),
        "cadre": f"seance:{gouvernance.close.pk}",
        "pourquoi": "Elle ouvre plus tôt.",
        "mode": "vote",
        "voix_pour": "8",
        "voix_contre": "1",
    }
    for _ in range(2):
        assert client.post(url, data).status_code == 302
    arbitrage = ArbitrageNote.objects.get()
    assert arbitrage.decision is not None
    assert (arbitrage.date, arbitrage.decision.voix_pour) == (gouvernance.close.date, 8)
    assert Decision.objects.filter(motif="Elle ouvre plus tôt.").count() == 1


def test_without_a_reason_nothing_is_written(url, chargee, connecte):
    page = connecte(chargee).post(url, {"issue": "retenu", "mode": "consensus", "pourquoi": ""}).content.decode()
    assert "relira dans trois ans" in page
    page = connecte(chargee).post(
        url, {"issue": "retenu", "mode": "consensus", "pourquoi": "x", "date": "2026-01-10", "decide_par": "La maire"}
    )
    assert "Indiquez lequel" in page.content.decode()
    assert not ArbitrageNote.objects.exists()


def test_it_is_the_team_that_notes_it(url, note, gouvernance, elue, connecte):
    assert connecte(elue).post(url, {"issue": "retenu"}).status_code == 403
