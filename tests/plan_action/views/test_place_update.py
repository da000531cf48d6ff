import pytest
from django.urls import reverse

from tests.plan_action.factories import create_fiche

pytestmark = pytest.mark.django_db


def get_url(plan, sorte, element) -> str:
    return reverse("plan_action:place_update", args=[plan.ctg.espace_id, plan.ctg.pk, sorte, element.pk])


def test_place_update_moves_an_action_anywhere(connecte, plan, chargee):
    client, url = connecte(chargee), get_url(plan, "fiche", plan.complete)
    page = client.get(url).content.decode()
    assert f'value="noeud:{plan.objectif.pk}" selected' in page
    client.post(url, {"vers": f"fiche:{plan.brouillon.pk}", "position": "fin"})
    plan.complete.refresh_from_db()
    assert (plan.complete.fiche_parente, plan.complete.noeud) == (plan.brouillon, plan.axes[0])
    assert f'value="fiche:{plan.brouillon.pk}" selected' in client.get(url).content.decode()
    client.post(url, {"vers": "", "position": "debut"})
    plan.complete.refresh_from_db()
    assert (plan.complete.fiche_parente, plan.complete.noeud) == (None, None)


def test_place_update_says_why_not(connecte, plan, chargee):
    create_fiche(plan.ctg, "Dessous", noeud=plan.objectif, fiche_parente=plan.complete)
    client, url = connecte(chargee), get_url(plan, "fiche", plan.complete)
    page = client.post(url, {"vers": f"fiche:{plan.brouillon.pk}", "position": "fin"}).content.decode()
    assert "contient déjà des sous-actions" in page


def test_place_update_of_an_element_offers_those_above_it(connecte, plan, chargee):
    client, url = connecte(chargee), get_url(plan, "noeud", plan.objectif)
    page = client.get(url).content.decode()
    assert "Soutenir les parents" in page
    assert "Tout en haut" not in page
    client.post(url, {"vers": f"noeud:{plan.axes[1].pk}", "position": "fin"})
    plan.objectif.refresh_from_db()
    assert plan.objectif.parent == plan.axes[1]
    assert "Tout en haut" in client.get(get_url(plan, "noeud", plan.axes[0])).content.decode()
    assert client.get(get_url(plan, "autre", plan.objectif)).status_code == 404
