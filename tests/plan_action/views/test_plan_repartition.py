"""Who has actions, and who has none."""

import pytest
from django.urls import reverse

from convive.plan_action.models import PartenaireFiche
from tests.plan_action.factories import create_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def get_texte(client, espace, chargee, plan):
    client.force_login(chargee)
    url = reverse("plan_action:plan_repartition", args=[espace.pk, plan.ctg.pk])
    return lambda par: client.get(f"{url}?par={par}").content.decode()


def test_by_public(get_texte, plan):
    plan.complete.publics = ["tout_petits", "parents"]
    plan.complete.save()
    texte = get_texte("public")
    assert "Tout-petits (0-3 ans)" in texte
    assert "Publics sans action" in texte
    assert "Bénévoles et associations" in texte
    assert "Sans public précisé" in texte


def test_by_commune(get_texte, plan):
    plan.complete.communes = ["86078"]
    plan.complete.save()
    texte = get_texte("commune")
    assert "Tout le territoire" in texte
    assert "Civray" in texte
    assert "Sans action qui leur soit propre" in texte


def test_by_partner_carriers_and_partners_count_once(get_texte, espace, plan):
    autre = create_organisation(espace, "Association Les Petits Pas")
    PartenaireFiche.objects.create(fiche=plan.complete, organisation=autre)
    PartenaireFiche.objects.create(fiche=plan.complete, organisation=plan.complete.organisation_porteuse)
    texte = get_texte("organisation")
    assert "Association Les Petits Pas" in texte
    assert texte.count("Communauté de communes d’essai") >= 1
    assert "Sans porteur ni partenaire" in texte


@pytest.mark.parametrize("par", ["elu", "thematique", "n-importe-quoi"])
def test_other_angles_open(get_texte, plan, par):
    assert plan.complete.titre in get_texte(par)


def test_queries_do_not_grow(client, espace, chargee, plan, django_assert_max_num_queries):
    client.force_login(chargee)
    url = reverse("plan_action:plan_repartition", args=[espace.pk, plan.ctg.pk])
    for par in ("commune", "public", "organisation", "elu", "thematique"):
        with django_assert_max_num_queries(15):
            client.get(f"{url}?par={par}")
