"""The plan axis by axis, as the home shows it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.espaces.selectors.membre import get_membre
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.models import EtapeFiche, FicheAction
from convive.plan_action.rules.statuts import Statut
from convive.plan_action.selectors.axes import get_plan_par_axe
from tests.plan_action.factories import create_fiche, create_plan_actions

TODAY = timezone.localdate


@pytest.fixture
def plan(ctg, chargee):
    return create_plan_actions(ctg, chargee)


def test_each_axis_counts_its_whole_branch(espace, chargee, plan, ctg):
    for rang, faite in enumerate((True, True, False)):
        EtapeFiche.objects.create(
            fiche=plan.complete, libelle=f"Étape {rang}", ordre=rang, faite_le=TODAY() if faite else None
        )
    late = create_fiche(
        ctg, "En retard", noeud=plan.axes[0], statut=Statut.EN_COURS, date_fin=TODAY() - timedelta(days=3)
    )
    create_fiche(ctg, "Bloquée", noeud=plan.axes[0], statut=Statut.BLOQUEE)
    create_fiche(ctg, "Abandonnée", noeud=plan.axes[0], statut=Statut.ABANDONNEE)
    seule = create_fiche(ctg, "Sans axe")
    update_calculs([plan.complete.pk, late.pk])
    FicheAction.objects.filter(pk=late.pk).update(meteo_pilote="compromis")
    lu = get_plan_par_axe(get_membre(chargee, espace.pk), TODAY())
    assert lu is not None
    premier, second, sans = lu.axes
    assert (premier.libelle, second.libelle, sans.libelle) == (str(plan.axes[0]), str(plan.axes[1]), "Sans axe")
    assert (premier.compte.total, premier.etapes_faites, premier.etapes, premier.part_pourcent) == (5, 2, 3, 66)
    assert premier.alerte == "1\u00a0en retard, 1\u00a0bloquée"
    assert dict(premier.liste_meteos)["compromis"] == 1
    assert premier.liste_meteos[-1] == ("", 2)
    assert (second.alerte, second.etapes, sans.compte.total) == ("", 0, 1)
    # As the list of the plan counts them.
    assert lu.compte.explain().replace("\u00a0", " ") == (
        "3 actions, dont 1 en retard et 1 bloquée ; en plus, 2 à préparer, 1 interne et 1 abandonnée"
    )
    assert seule.noeud is None


def test_it_costs_the_same_with_many_actions(espace, chargee, plan, ctg, django_assert_num_queries):
    membre = get_membre(chargee, espace.pk)
    with django_assert_num_queries(4):
        get_plan_par_axe(membre, TODAY())
    for rang in range(10):
        create_fiche(ctg, f"Action {rang}", noeud=plan.objectif)
    with django_assert_num_queries(4):
        get_plan_par_axe(membre, TODAY())


def test_home_shows_the_axes(espace, chargee, plan, connecte):
    page = connecte(chargee).get(f"/espaces/{espace.pk}/").content.decode()
    assert "Où en est le plan" in page
    assert f"?noeud={plan.axes[0].pk}" in page
    assert "météo pas encore donnée" in page


def test_an_axis_whose_actions_are_all_to_prepare_has_none_and_is_not_on_time(espace, chargee, ctg, connecte):
    axe = create_plan_actions(ctg, chargee).axes[1]
    FicheAction.objects.filter(ctg=ctg).delete()
    create_fiche(ctg, "Validée ailleurs", statut=Statut.ABANDONNEE)
    create_fiche(ctg, "À écrire", noeud=axe)
    page = connecte(chargee).get(reverse("espaces:espace_detail", args=[espace.pk])).text.replace("\u00a0", " ")
    section = page.partition('id="plan-par-axe"')[2].partition("<details")[0]
    assert "<p>1 à préparer</p>" in " ".join(section.split())
    assert "à l’heure" not in section
    assert "sans étape" not in " ".join(section.split())


def test_an_axis_is_on_time_only_for_what_has_a_date(espace, chargee, plan, ctg):
    FicheAction.objects.filter(ctg=ctg).delete()
    create_fiche(ctg, "Sans date", noeud=plan.axes[0], statut=Statut.EN_COURS)
    datee = create_fiche(
        ctg, "Datée", noeud=plan.axes[1], statut=Statut.EN_COURS, date_fin=TODAY() + timedelta(days=30)
    )
    create_fiche(ctg, "Sans date non plus", noeud=plan.axes[1], statut=Statut.VALIDEE)
    update_calculs([datee.pk])
    lu = get_plan_par_axe(get_membre(chargee, espace.pk), TODAY())
    assert lu is not None
    assert [axe.rythme for axe in lu.axes] == ["pas encore d’échéance", "à l’heure, 1\u00a0sans échéance"]
