"""Ask a question."""

import pytest
from django.urls import reverse

from convive.gouvernance.models import NoteDecision
from tests.diagnostic.factories import create_enjeu_essai
from tests.plan_action.factories import create_fiche

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return reverse("gouvernance:note_create", args=[espace.pk])


def test_a_question_is_enough(url, gouvernance, chargee, connecte):
    client = connecte(chargee)
    assert (
        f'value="{gouvernance.copil.pk}" selected'
        in client.get(f"{url}?instance={gouvernance.copil.pk}").content.decode()
    )
    assert "Écrivez la question posée" in client.post(url, {"version": "1", "question": ""}).content.decode()
    answer = client.post(url, {"version": "1", "question": "Où ouvrir\u00a0?", "instance": str(gouvernance.copil.pk)})
    note = NoteDecision.objects.get()
    assert answer.url == reverse("gouvernance:note_detail", args=[note.espace_id, note.pk])
    assert (note.instance, note.scenarios.count()) == (gouvernance.copil, 1)


def test_a_figure_without_source_is_refused_beside_its_field(url, chargee, connecte):
    data = {"version": "1", "question": "Où\u00a0?", "chiffre_1_libelle": "Familles", "chiffre_1_valeur": "20"}
    page = connecte(chargee).post(url, data).content.decode()
    assert "Le chiffre 2 est incomplet" in page
    assert not NoteDecision.objects.exists()
    data |= {"chiffre_1_source": "Guichet", "chiffre_1_millesime": "2026"}
    connecte(chargee).post(url, data)
    assert NoteDecision.objects.get().chiffres[0]["valeur"] == "20"


def test_what_it_rests_on_is_searched_without_writing(url, espace, ctg, chargee, connecte):
    fiche = create_fiche(ctg)
    page = connecte(chargee).get(f"{url}?porte_sur=fiche_action:{fiche.pk}").content.decode()
    assert f'value="{fiche.pk}" checked' in page
    create_enjeu_essai(espace, "Loger les saisonniers")
    data = {"version": "1", "question": "", "chercher": "enjeu", "chercher_enjeu": "saisonniers"}
    page = connecte(chargee).post(url, data).content.decode()
    assert "Loger les saisonniers" in page
    assert "Écrivez la question" not in page
    htmx = {"HX-Request": "true", "HX-Target": "choix-enjeu"}
    assert "<html" not in connecte(chargee).post(url, data, headers=htmx).content.decode()
    assert connecte(chargee).post(url, data | {"chercher": "autre"}, headers=htmx).status_code == 404
    connecte(chargee).post(url, {"version": "1", "question": "Où\u00a0?", "fiche_action": str(fiche.pk)})
    assert NoteDecision.objects.get().sources.get().objet_uuid == fiche.pk
