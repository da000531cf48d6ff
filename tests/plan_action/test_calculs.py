"""What is stored beside an action is what its rows say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.models import EtapeFiche, FicheAction, MeteoFiche
from tests.plan_action.factories import create_fiche

pytestmark = pytest.mark.django_db


def test_computed_fields_follow_the_rows(plan, django_assert_num_queries):
    today, fiche = timezone.localdate(), plan.complete
    assert (fiche.completude, plan.brouillon.completude, fiche.retard_le) == (100, 37, fiche.date_fin + timedelta(1))
    EtapeFiche.objects.create(fiche=fiche, libelle="Trouver un local", faite_le=today)
    EtapeFiche.objects.create(fiche=fiche, libelle="Recruter", echeance=today - timedelta(days=40))
    for jours, regard, niveau in ((9, "pilote", "compromis"), (2, "pilote", "atteignables"), (5, "caf", "compromis")):
        MeteoFiche.objects.create(fiche=fiche, regard=regard, niveau=niveau, date=today - timedelta(days=jours))
    with django_assert_num_queries(6):
        update_calculs([fiche.pk, plan.brouillon.pk, plan.interne.pk])
    fiche = FicheAction.objects.get(pk=fiche.pk)
    assert (fiche.nb_etapes, fiche.nb_etapes_faites, fiche.avancement) == (2, 1, 50)
    assert (fiche.meteo_pilote, fiche.meteo_caf, fiche.meteo_elu) == ("atteignables", "compromis", "")
    assert fiche.date_meteo == today - timedelta(days=2)
    assert fiche.prochaine_echeance == today - timedelta(days=40)
    assert fiche.is_en_retard
    assert list(FicheAction.objects.en_retard()) == [fiche]


def test_an_action_that_is_only_a_title_can_be_kept(ctg):
    fiche = create_fiche(ctg, "Une idée")
    assert (fiche.completude, fiche.avancement, fiche.retard_le) == (25, None, None)
