"""Prepare the CTG that follows one."""

from datetime import timedelta

import pytest

from convive.acteurs.models import Organisation
from convive.convention.models import Ctg, Jalon, Signataire
from convive.journal.models import Journal
from tests.convention.factories import create_projet, get_fin

pytestmark = pytest.mark.django_db


def get_url(ctg) -> str:
    return f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/suite/"


def test_suite_create_proposes_the_day_after_and_the_same_duration(connecte, ctg, chargee):
    Ctg.objects.filter(pk=ctg.pk).update(plan_modifiable_par="avenant", communes=["86078", "99999"])
    client = connecte(chargee)
    response = client.get(get_url(ctg))
    initial = response.context["form"].initial
    assert initial["date_debut"] == get_fin() + timedelta(days=1)
    assert initial["date_fin"].year == get_fin().year + 5
    # A commune that is no longer in the périmètre of today is not proposed.
    assert initial["communes"] == ["86078"]
    page = response.content.decode()
    assert f"{Organisation.objects.count()}\xa0organisations</a>" in page
    assert "sert à toutes ses CTG" in page
    saisie = {"version": "1", "date_debut": str(initial["date_debut"]), "plan_modifiable_par": "avenant"}
    response = client.post(get_url(ctg), saisie)
    suite = Ctg.objects.get(ctg_precedente=ctg)
    assert response.headers["Location"] == f"/espaces/{ctg.espace_id}/ctg/{suite.pk}/reprise/"
    assert (suite.date_fin, suite.plan_modifiable_par, suite.communes) == (initial["date_fin"], "avenant", [])
    # Nothing is copied without a choice, and its own milestones start from none.
    assert not Signataire.objects.filter(ctg=suite).exists()
    assert not Jalon.objects.filter(ctg=suite).exists()
    assert Journal.objects.filter(objet_uuid=suite.pk, geste="creer").exists()
    # The first one still runs, and says what follows.
    page = client.get(f"/espaces/{ctg.espace_id}/ctg/").content.decode()
    assert f">{ctg.nom}</h1>" in page
    assert "la suivante" in page


def test_suite_create_says_what_cannot_be_and_keeps_what_was_typed(connecte, ctg, chargee):
    saisie = {"version": "1", "date_debut": str(get_fin()), "nom": "La suite", "plan_modifiable_par": "copil"}
    page = connecte(chargee).post(get_url(ctg), saisie).content.decode()
    assert "La CTG précédente court jusqu’au" in page
    assert 'value="La suite"' in page
    assert Ctg.objects.count() == 1


def test_suite_create_makes_one_only(connecte, espace, ctg, chargee):
    projet = create_projet(espace, chargee, nom="Sans lien", date_debut=get_fin() + timedelta(days=1),
                           date_fin=get_fin() + timedelta(days=900))  # fmt: skip
    page = connecte(chargee).get(get_url(ctg)).content.decode()
    assert "commence après celle-ci" in page
    assert f"/ctg/{projet.pk}/modifier/" in page
    Ctg.objects.filter(pk=projet.pk).update(ctg_precedente=ctg)
    response = connecte(chargee).post(get_url(ctg), {"date_debut": str(get_fin() + timedelta(days=1))})
    assert f"/ctg/{projet.pk}/reprise/" in response.content.decode()
    assert Ctg.objects.count() == 2


def test_suite_create_holds_few_queries(connecte, ctg, chargee, django_assert_max_num_queries):
    client = connecte(chargee)
    with django_assert_max_num_queries(12):
        client.get(get_url(ctg))
