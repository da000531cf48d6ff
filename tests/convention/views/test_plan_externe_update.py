"""Change a plan or scheme."""

import pytest

from convive.convention.models import LienPlan, OrientationPlan, PlanExterne
from convive.journal.models import Journal
from tests.convention.factories import create_plan_essai
from tests.espaces.ecriture import choose, read_conflits

pytestmark = pytest.mark.django_db


def get_url(plan) -> str:
    return f"/espaces/{plan.espace_id}/plans-et-schemas/{plan.pk}/modifier/"


def build_saisie(plan, **champs) -> dict[str, object]:
    saisie = {champ: getattr(plan, champ) or "" for champ in ("type", "nom", "orientations", "articulation")}
    return {"version": str(plan.version), "date_debut": str(plan.date_debut), "date_fin": str(plan.date_fin)} | (
        saisie | champs
    )


def test_plan_externe_update_keeps_the_orientations_that_keep_their_number(connecte, espace, ctg, chargee):
    plan = create_plan_essai(espace, chargee, orientations="1 Un\n2 Deux", ctgs=(ctg,))
    first = OrientationPlan.objects.get(numero="1")
    client = connecte(chargee)
    assert f'value="{ctg.pk}" checked' in client.get(get_url(plan)).content.decode()
    client.post(get_url(plan), build_saisie(plan, orientations="3 Trois\n1 Un, mieux dit"))
    assert list(OrientationPlan.objects.values_list("numero", "texte")) == [("3", "Trois"), ("1", "Un, mieux dit")]
    assert OrientationPlan.objects.get(numero="1").pk == first.pk
    assert not LienPlan.objects.exists()
    ligne = Journal.objects.filter(objet_uuid=plan.pk, geste="modifier").latest("at")
    assert ligne.detail == {"champs": ["orientations", "ctgs"], "version": 2}
    # The same again changes nothing.
    plan.refresh_from_db()
    client.post(get_url(plan), build_saisie(plan))
    assert Journal.objects.filter(objet_uuid=plan.pk, geste="modifier").count() == 1


def test_plan_externe_update_tells_two_people_apart(connecte, espace, chargee):
    plan = create_plan_essai(espace, chargee)
    PlanExterne.objects.filter(pk=plan.pk).update(version=2, nom="Renommé", orientations="1 Autre")
    client = connecte(chargee)
    response = client.post(get_url(plan), build_saisie(plan, nom="Le mien"))
    assert read_conflits(response)["nom"] == ("Le mien", "Renommé")
    assert client.post(get_url(plan), choose(response, orientations="sien")).status_code == 302
    plan = PlanExterne.objects.get()
    assert (plan.nom, plan.orientations) == ("Le mien", "1 Autre")


def test_plan_externe_update_says_what_is_wrong(connecte, espace, chargee):
    plan = create_plan_essai(espace, chargee)
    page = connecte(chargee).post(get_url(plan), build_saisie(plan, date_fin="2020-01-01")).content.decode()
    assert "avant de commencer" in page
