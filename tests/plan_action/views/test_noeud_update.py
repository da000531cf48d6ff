import pytest
from django.urls import reverse

from convive.plan_action.models import NoeudPlan
from tests.plan_action.factories import create_noeud

pytestmark = pytest.mark.django_db


def get_url(noeud) -> str:
    return reverse("plan_action:noeud_update", args=[noeud.espace_id, noeud.ctg_id, noeud.pk])


def test_noeud_update_renames_and_numbers(connecte, plan, chargee):
    client, noeud = connecte(chargee), plan.axes[0]
    data = {"version": 1, "libelle": "Accueillir", "code": "Axe A", "description": "Près de chez eux."}
    assert client.post(get_url(noeud), data).status_code == 302
    noeud.refresh_from_db()
    assert (noeud.libelle, noeud.code, noeud.version) == ("Accueillir", "Axe A", 2)
    page = client.post(get_url(noeud), {**data, "version": 2, "code": "Axe 2"}).content.decode()
    assert "déjà celui d’un autre" in page
    assert "Près de chez eux." in page


def test_noeud_update_takes_away_what_is_empty(connecte, plan, chargee):
    client, vide = connecte(chargee), create_noeud(plan.axe, "Vide")
    assert "déplacez-les" in client.post(get_url(plan.axes[0]), {"geste": "supprimer"}).content.decode()
    assert client.post(get_url(vide), {"geste": "supprimer"}).status_code == 302
    assert not NoeudPlan.objects.filter(pk=vide.pk).exists()
    assert client.get(get_url(vide)).status_code == 404
