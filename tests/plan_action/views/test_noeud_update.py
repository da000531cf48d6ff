import pytest
from django.urls import reverse

from convive.diagnostic.models import Enjeu
from convive.plan_action.actions.arbre import EnjeuxChoisis, update_noeud
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


def test_noeud_update_links_enjeux_and_the_chain_is_walked_both_ways(connecte, plan, chargee):
    client, noeud = connecte(chargee), plan.axes[0]
    enjeu, autre = (
        Enjeu.objects.create(espace=noeud.espace, libelle=libelle) for libelle in ("Garder les familles", "Autre chose")
    )
    assert "Garder les familles" in client.get(get_url(noeud)).content.decode()
    data = {"version": noeud.version, "libelle": noeud.libelle, "code": noeud.code, "description": noeud.description}
    assert client.post(get_url(noeud), data | {"enjeux": [enjeu.pk]}).status_code == 302
    assert list(noeud.enjeux.all()) == [enjeu]
    # From the enjeu down to the element and to its actions, from the action up to the enjeu.
    page = client.get(reverse("diagnostic:enjeu_detail", args=[noeud.espace_id, enjeu.pk])).content.decode()
    assert f"#noeud-{noeud.pk}" in page
    assert plan.complete.titre in page
    url = reverse("plan_action:fiche_action_detail", args=[noeud.espace_id, plan.complete.pk])
    page = client.get(url).content.decode()
    assert "Garder les familles" in page
    assert "par sa place dans le plan" in page
    # What is not proposed stays; what is unticked goes.
    noeud.enjeux.add(autre)
    enjeux = EnjeuxChoisis(frozenset(), frozenset({enjeu.pk}))
    assert update_noeud(by=chargee, noeud=noeud, **data, enjeux=enjeux)
    assert list(noeud.enjeux.all()) == [autre]
    assert not update_noeud(by=chargee, noeud=noeud, **data, enjeux=enjeux)
