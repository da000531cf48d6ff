"""The other plans and schemes of the territory."""

from datetime import timedelta

import pytest

from convive.convention.models import PlanExterne
from convive.convention.panels import list_taches_plans
from convive.espaces.models import Membre
from convive.socle.taches import Urgence
from tests.convention.factories import TODAY, create_plan_essai

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return f"/espaces/{espace.pk}/plans-et-schemas/"


def test_plan_externe_list_teaches_then_draws_and_lists(connecte, espace, ctg, chargee, elue):
    page = connecte(elue).get(get_url(espace)).content.decode()
    assert "Aucun plan n’est encore noté" in page
    assert "Ajouter un premier plan" not in page
    plan = create_plan_essai(espace, chargee, date_fin=ctg.date_fin)
    archive = create_plan_essai(espace, chargee, nom="Ancien contrat")
    PlanExterne.objects.filter(pk=archive.pk).update(archive_le="2026-01-01T00:00Z")
    page = connecte(chargee).get(get_url(espace)).content.decode()
    assert "finit le même jour que «\xa0CTG" in page.replace("« ", "«\xa0")
    assert f"/plans-et-schemas/{plan.pk}/" in page
    assert "1\xa0plan archivé" in page
    assert page.count('<rect class="phase phase--') == 2
    assert 'name="document" value="plans_schemas"' in page
    assert "Autres plans et schémas" in connecte(elue).get(f"/espaces/{espace.pk}/ctg/").content.decode()


def test_plan_externe_list_only_of_this_espace(connecte, espace, etrangere, chargee):
    create_plan_essai(espace, chargee)
    assert not PlanExterne.objects.visible_to(etrangere).exists()
    assert PlanExterne.objects.visible_to(chargee).count() == 1


def test_plan_externe_list_holds_few_queries(connecte, espace, ctg, chargee, django_assert_max_num_queries):
    client = connecte(chargee)
    create_plan_essai(espace, chargee)
    client.get(get_url(espace))
    with django_assert_max_num_queries(12) as few:
        client.get(get_url(espace))
    for rang in range(20):
        create_plan_essai(espace, chargee, nom=f"Plan {rang}")
    with django_assert_max_num_queries(len(few)):
        client.get(get_url(espace))


def test_the_home_announces_an_end_that_comes_and_one_that_came(espace, chargee, elue):
    membre = Membre.objects.get(espace=espace, compte=chargee)
    day = TODAY()
    proche = create_plan_essai(espace, chargee, type="projet_social", date_fin=day + timedelta(days=300))
    create_plan_essai(espace, chargee, nom="Loin", date_fin=day + timedelta(days=300))
    fini = create_plan_essai(espace, chargee, nom="Fini", date_fin=day - timedelta(days=1))
    archive = create_plan_essai(espace, chargee, nom="Rangé", date_fin=day - timedelta(days=1))
    PlanExterne.objects.filter(pk=archive.pk).update(archive_le="2026-01-01T00:00Z")
    taches = {tache.libelle: tache for tache in list_taches_plans(membre, day)}
    assert {libelle: tache.urgence for libelle, tache in taches.items()} == {
        f"Demander où en est la suite de « {proche} »": Urgence.BIENTOT,
        f"Indiquer ce que devient « {fini} »": Urgence.PEUT_ATTENDRE,
    }
    assert all("/plans-et-schemas/" in tache.url for tache in taches.values())
    assert list(list_taches_plans(Membre.objects.get(espace=espace, compte=elue), day)) == []
