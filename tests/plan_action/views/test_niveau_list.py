import pytest
from django.urls import reverse

from convive.journal.models import Journal
from convive.plan_action.models import NiveauPlan

pytestmark = pytest.mark.django_db


def get_url(ctg) -> str:
    return reverse("plan_action:niveau_list", args=[ctg.espace_id, ctg.pk])


def build_data(*niveaux) -> dict[str, str]:
    data = {}
    for rang, (un, plusieurs, style) in enumerate(niveaux, start=1):
        data |= {f"nom_singulier_{rang}": un, f"nom_pluriel_{rang}": plusieurs, f"numerotation_{rang}": style}
    return data


def list_noms(ctg) -> list[tuple[str, str, str]]:
    rows = NiveauPlan.objects.filter(ctg=ctg).order_by("rang")
    return list(rows.values_list("nom_singulier", "nom_pluriel", "numerotation"))


def test_niveau_list_begins_from_what_is_done_elsewhere(connecte, ctg, chargee):
    client = connecte(chargee)
    page = client.get(get_url(ctg)).content.decode()
    assert "Enjeu › Orientation stratégique › Objectif opérationnel" in page
    page = client.get(get_url(ctg), {"modele": "axes-objectifs"}).content.decode()
    assert 'value="Objectif opérationnel"' in page
    assert 'value="1.1"' in page
    assert "{" not in page.partition('id="numeros"')[2].partition("</main>")[0]


def test_niveau_list_names_the_levels_in_the_words_of_the_ctg(connecte, ctg, chargee):
    client = connecte(chargee)
    data = build_data(("Changement attendu", "", "A"), ("Défi", "", ""))
    answer = client.post(get_url(ctg), data)
    assert answer.headers["Location"] == reverse("plan_action:plan_detail", args=[ctg.espace_id, ctg.pk])
    assert list_noms(ctg) == [("Changement attendu", "Changements attendus", "{a}"), ("Défi", "Défis", "")]
    assert Journal.objects.filter(objet_uuid=ctg.pk, geste="modifier").count() == 1
    client.post(get_url(ctg), data)
    assert Journal.objects.filter(objet_uuid=ctg.pk, geste="modifier").count() == 1
    client.post(get_url(ctg), build_data(("Axe", "Axes", "Axe 1")))
    assert list_noms(ctg) == [("Axe", "Axes", "Axe {n}")]


@pytest.mark.parametrize(
    ("niveaux", "phrase"),
    [
        ([("", "", "")], "Ce champ est obligatoire"),
        ([("Axe", "", ""), ("", "", ""), ("Objectif", "", "")], "Nommez ce niveau"),
        ([("Axe", "", "Axe")], "Écrivez le premier numéro"),
        ([("Axe", "", ""), ("", "Objectifs", "")], "donnez aussi son nom"),
    ],
)
def test_niveau_list_says_what_to_correct_and_loses_nothing(connecte, ctg, chargee, niveaux, phrase):
    page = connecte(chargee).post(get_url(ctg), build_data(*niveaux)).content.decode()
    assert phrase in page
    assert all(f'value="{valeur}"' in page for niveau in niveaux for valeur in niveau if valeur)
    assert list_noms(ctg) == []


def test_niveau_list_keeps_a_level_on_which_something_hangs(connecte, plan, chargee):
    page = connecte(chargee).post(get_url(plan.ctg), build_data(("Axe", "Axes", "Axe {n}"))).content.decode()
    assert "1\xa0élément est de ce niveau" in page
    assert len(list_noms(plan.ctg)) == 2
