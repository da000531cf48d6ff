import pytest
from django.urls import reverse

from convive.plan_action.models import FicheAction, NoeudPlan
from convive.plan_action.selectors import organisation
from tests.plan_action.factories import create_fiche

pytestmark = pytest.mark.django_db


def get_url(plan) -> str:
    return reverse("plan_action:arbre_update", args=[plan.ctg.espace_id, plan.ctg.pk])


def test_arbre_update_shows_every_element_with_its_gestures(connecte, plan, chargee, django_assert_max_num_queries):
    client = connecte(chargee)
    create_fiche(plan.ctg, "Dessous", noeud=plan.objectif, fiche_parente=plan.complete)
    client.get(get_url(plan))
    with django_assert_max_num_queries(12):
        page = client.get(get_url(plan)).content.decode()
    noms = ("Accueillir les tout-petits", "Ouvrir des places", "Créer vingt places", "Dessous", "Soutenir les parents")
    places = [page.index(f">{nom}<") for nom in noms]
    assert places == sorted(places)
    assert "Ajouter\xa0: objectif" in page
    assert "Ajouter une sous-action" in page
    assert "Annuler cette modification" not in page


def test_arbre_update_moves_by_buttons_and_undoes(connecte, plan, chargee):
    client, url = connecte(chargee), get_url(plan)
    premier, second = plan.axes
    answer = client.post(url, {"geste": "monter", "uuid": f"noeud:{second.pk}"})
    assert answer.headers["Location"] == f"{url}#noeud-{second.pk}"
    assert list(NoeudPlan.objects.filter(parent=None).order_by("ordre")) == [second, premier]
    assert "a changé de place" in client.get(url).content.decode()
    # At the end of the way, nothing moves.
    client.post(url, {"geste": "monter", "uuid": f"noeud:{second.pk}"})
    client.post(url, {"geste": "annuler"})
    assert list(NoeudPlan.objects.filter(parent=None).order_by("ordre")) == [premier, second]
    assert "plus rien à annuler" in client.post(url, {"geste": "annuler"}, follow=True).content.decode()


def test_arbre_update_takes_what_is_dropped(connecte, plan, chargee):
    client, url = connecte(chargee), get_url(plan)

    def drop(element, cible):
        return client.post(url, {"geste": "placer", "uuid": element, "cible": cible}, follow=True).content.decode()

    drop(f"fiche:{plan.interne.pk}", f"fiche:{plan.complete.pk}")
    assert list(FicheAction.objects.filter(noeud=plan.objectif).order_by("ordre")) == [plan.interne, plan.complete]
    drop(f"fiche:{plan.interne.pk}", f"noeud:{plan.axes[1].pk}")
    drop(f"noeud:{plan.objectif.pk}", f"noeud:{plan.axes[1].pk}")
    plan.objectif.refresh_from_db()
    assert plan.objectif.parent == plan.axes[1]
    drop(f"noeud:{plan.axes[1].pk}", f"noeud:{plan.axes[0].pk}")
    assert list(NoeudPlan.objects.filter(parent=None).order_by("ordre")) == [plan.axes[1], plan.axes[0]]
    assert "ne peut pas être placé sous une action" in drop(f"noeud:{plan.axes[0].pk}", f"fiche:{plan.complete.pk}")
    assert client.post(url, {"geste": "placer", "uuid": "noeud:0", "cible": "fiche:0"}).status_code == 404
    assert client.post(url, {"geste": "autre"}).status_code == 404


def test_arbre_update_adds_in_place(connecte, plan, chargee):
    client, url = connecte(chargee), get_url(plan)
    client.post(url, {"geste": "ajouter_noeud", "libelle": "Grandir"})
    client.post(url, {"geste": "ajouter_noeud", "libelle": "Lire", "dessous": f"noeud:{plan.axes[1].pk}"})
    client.post(url, {"geste": "ajouter_fiche", "libelle": "Acheter", "dessous": f"fiche:{plan.complete.pk}"})
    client.post(url, {"geste": "ajouter_fiche", "libelle": "Semer", "dessous": f"noeud:{plan.objectif.pk}"})
    assert NoeudPlan.objects.get(libelle="Lire").code == "2.1"
    assert NoeudPlan.objects.get(libelle="Grandir").code == "Axe 3"
    assert FicheAction.objects.get(titre="Acheter").fiche_parente == plan.complete
    assert FicheAction.objects.get(titre="Semer").noeud == plan.objectif
    assert "obligatoire" in client.post(url, {"geste": "ajouter_noeud"}, follow=True).content.decode()


def test_arbre_update_renumbers(connecte, plan, chargee):
    client, url = connecte(chargee), get_url(plan)
    page = client.post(url, {"geste": "renumeroter", "style_fiches": "Fiche {n}"}, follow=True).content.decode()
    assert "3\xa0numéros ont changé" in page
    assert set(FicheAction.objects.values_list("code", flat=True)) == {"Fiche 1", "Fiche 2", "Fiche 3"}
    page = client.post(url, {"geste": "renumeroter", "style_fiches": "Fiche {n}"}, follow=True).content.decode()
    assert "étaient déjà ceux-là" in page
    assert "obligatoire" in client.post(url, {"geste": "renumeroter"}, follow=True).content.decode()


def test_arbre_update_shows_a_long_plan_branch_by_branch(connecte, plan, chargee, monkeypatch):
    monkeypatch.setattr(organisation, "MAX_MONTREES", 2)
    client, url = connecte(chargee), get_url(plan)
    page = client.get(url).content.decode()
    assert "3\xa0actions s’affichent branche par branche" in page
    assert ">Créer vingt places<" not in page
    page = client.get(url, {"branche": plan.axes[0].pk}).content.decode()
    assert ">Créer vingt places<" in page
    assert ">Préparer le budget<" not in page


def test_arbre_update_of_an_empty_plan_says_where_to_begin(connecte, ctg, chargee):
    url = reverse("plan_action:arbre_update", args=[ctg.espace_id, ctg.pk])
    assert "Nommez d’abord les niveaux" in connecte(chargee).get(url).content.decode()
