"""Change a note."""

import pytest
from django.urls import reverse

from convive.gouvernance.models import ArbitrageNote, NoteDecision, SourceNote
from tests.espaces.ecriture import choose, read_conflits
from tests.gouvernance.factories import create_note_essai, in_days, join_note

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(espace, gouvernance) -> NoteDecision:
    return create_note_essai(espace, instance=gouvernance.copil)


@pytest.fixture
def url(espace, note) -> str:
    return reverse("gouvernance:note_update", args=[espace.pk, note.pk])


def test_the_advice_is_signed_and_may_name_a_scenario(url, note, chargee, connecte):
    scenario = note.scenarios.get(titre="L’école")
    data = {
        "version": "1",
        "question": note.question,
        "recommandation": "L’école.",
        "scenario_conseille": str(scenario.pk),
    }
    assert "indiquez son auteur" in connecte(chargee).post(url, data).content.decode()
    assert connecte(chargee).post(url, data | {"avis_de": "La coordination"}).status_code == 302
    note.refresh_from_db()
    assert note.scenario_conseille == scenario
    assert f'value="{scenario.pk}" selected' in connecte(chargee).get(url).content.decode()


def test_what_the_page_does_not_show_stays(url, note, gouvernance, chargee, connecte):
    SourceNote.objects.create(note=note, objet_type="instance", objet_uuid=gouvernance.bureau.pk)
    connecte(chargee).post(url, {"version": "1", "question": "Et quand\u00a0?"})
    assert note.sources.get().objet_type == "instance"


def test_whoever_reads_it_does_not_write_it(url, note, gouvernance, elue, connecte):
    assert connecte(elue).get(url).status_code == 404
    join_note(note, gouvernance.convoquee)
    assert connecte(elue).get(url).status_code == 403


def test_what_someone_else_saved_is_compared_then_replaced_on_purpose(url, note, chargee, connecte):
    client = connecte(chargee)
    form = client.get(url).context["form"]
    data = {nom: form[nom].value() or "" for nom in form.fields} | {"question": "Comment ouvrir"}
    NoteDecision.objects.filter(pk=note.pk).update(question="Quand ouvrir\u00a0?", contexte="Vite.", version=2)
    response = client.post(url, data)
    assert read_conflits(response) == {"question": ("Comment ouvrir", "Quand ouvrir\u00a0?")}
    assert client.post(url, choose(response)).status_code == 302
    note.refresh_from_db()
    assert (note.question, note.contexte) == ("Comment ouvrir", "Vite.")


def test_settled_it_is_not_rewritten(url, note, chargee, connecte):
    ArbitrageNote.objects.create(note=note, issue="melange", pourquoi="x", date=in_days(-3))
    page = connecte(chargee).post(url, {"version": "1", "question": "Autre\u00a0?"}).content.decode()
    assert "elle reste telle qu’elle a été présentée" in page
