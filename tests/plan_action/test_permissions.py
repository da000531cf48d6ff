"""What a role does not say: a view of the plan is of its author, until it is shared; who reads an action may be refused
its money."""

from dataclasses import replace

import pytest
from django.db.models import Q

from convive.espaces.models import Role
from convive.espaces.selectors.membre import get_membre
from convive.plan_action.models import LigneBudget, VuePlan
from convive.plan_action.permissions import can_update_vue
from convive.plan_action.rules.plan import DROIT_BUDGET
from convive.plan_action.selectors.impression import read_lot
from convive.plan_action.selectors.page_fiche import get_page_fiche
from convive.socle.droits import droits
from tests.plan_action.factories import TODAY
from tests.plan_action.fiche_pleine import fill_fiche

pytestmark = pytest.mark.django_db


def test_a_view_is_of_its_author_until_it_is_shared(espace, partenaire, lectrice, coordinatrice):
    vue = VuePlan(auteur=partenaire, partagee=False)
    places = {nom: espace.membres.get(compte=c) for nom, c in (("auteur", partenaire), ("autre", lectrice))}
    places["equipe"] = espace.membres.get(compte=coordinatrice)
    assert {nom: can_update_vue(place, vue) for nom, place in places.items()} == {
        "auteur": True,
        "autre": False,
        "equipe": False,
    }
    vue.partagee = True
    assert {nom: can_update_vue(place, vue) for nom, place in places.items()} == {
        "auteur": False,
        "autre": False,
        "equipe": True,
    }


def read_budgets(compte, fiche):
    """Whether this person finds its money on its page, in its printed sheet, in what the tables give."""
    membre = get_membre(compte, fiche.espace_id)
    [imprimee] = read_lot(membre, Q(pk=fiche.pk)).fiches
    return (
        bool(get_page_fiche(membre, fiche.pk, TODAY()).budget.annees),
        bool(imprimee.budget.all()),
        LigneBudget.objects.visible_to(compte).filter(fiche=fiche).exists(),
    )


def test_money_is_read_by_whoever_reads_the_action_and_has_its_right(plan, chargee, partenaire, monkeypatch):
    fiche = fill_fiche(plan, chargee)
    assert read_budgets(chargee, fiche) == read_budgets(partenaire, fiche) == (True, True, True)
    droit = droits.get(*DROIT_BUDGET)
    monkeypatch.setitem(droits._droits, droit.cle, replace(droit, roles=frozenset({Role.CHARGE_COOPERATION.value})))
    assert read_budgets(chargee, fiche) == (True, True, True)
    assert read_budgets(partenaire, fiche) == (False, False, False)
