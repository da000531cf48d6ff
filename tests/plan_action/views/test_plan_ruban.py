"""The plan over the years, whatever its size."""

import pytest
from django.urls import reverse

from convive.plan_action.models import FicheAction

pytestmark = pytest.mark.django_db


def test_ruban_of_a_hundred_and_fifty_actions(client, espace, chargee, plan, django_assert_max_num_queries):
    FicheAction.objects.bulk_create(
        FicheAction(
            espace=espace,
            ctg=plan.ctg,
            noeud=plan.objectif,
            code=f"9.{rang}",
            titre=f"Action numéro {rang} dont le titre est long comme ceux des vrais plans",
            statut="en_cours",
            date_debut=plan.ctg.date_debut,
            date_fin=plan.ctg.date_fin,
        )
        for rang in range(147)
    )
    client.force_login(chargee)
    with django_assert_max_num_queries(15):
        page = client.get(reverse("plan_action:plan_ruban", args=[espace.pk, plan.ctg.pk]))
    assert len(page.content) < 160_000
    texte = page.content.decode()
    assert "Accueillir les tout-petits" in texte
    assert reverse("plan_action:fiche_action_detail", args=[espace.pk, plan.complete.pk]) in texte


def test_ruban_shows_a_partner_no_draft(client, espace, partenaire, plan):
    FicheAction.objects.update(date_fin=plan.ctg.date_fin)
    client.force_login(partenaire)
    texte = client.get(reverse("plan_action:plan_ruban", args=[espace.pk, plan.ctg.pk])).content.decode()
    assert plan.complete.titre in texte
    assert plan.brouillon.titre not in texte
    assert plan.interne.titre not in texte


def test_plan_without_dates_teaches(client, espace, chargee, plan):
    FicheAction.objects.update(date_debut=None, date_fin=None)
    client.force_login(chargee)
    texte = client.get(reverse("plan_action:plan_ruban", args=[espace.pk, plan.ctg.pk])).content.decode()
    assert "Aucune action n’a de dates" in texte
