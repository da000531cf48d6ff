"""What is missing before the meeting, the most useful first."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.plan_action.models import EtapeFiche, FicheAction, IndicateurFiche

pytestmark = pytest.mark.django_db


def get_texte(client, espace, plan):
    return client.get(reverse("plan_action:plan_coach", args=[espace.pk, plan.ctg.pk])).content.decode()


def test_five_things_in_order(client, espace, chargee, plan, django_assert_max_num_queries):
    FicheAction.objects.filter(pk=plan.complete.pk).update(statut="bloquee", retard_le=timezone.localdate())
    client.force_login(chargee)
    with django_assert_max_num_queries(15):
        texte = get_texte(client, espace, plan)
    places = [
        texte.index(words)
        for words in (
            "Indiquer qui peut débloquer",
            "Donner une nouvelle date",
            "Nommer un·e pilote",
            "Demander des nouvelles récentes",
            "Choisir un indicateur de résultat",
        )
    ]
    assert places == sorted(places)
    assert "pourrait attendre" in texte.replace("\u00a0", " ")
    assert f"{reverse('plan_action:fiche_action_detail', args=[espace.pk, plan.interne.pk])}?section=porteur" in texte


def test_a_plan_that_is_ready(client, espace, chargee, plan):
    plan.brouillon.delete()
    plan.interne.delete()
    fiche = plan.complete
    IndicateurFiche.objects.create(fiche=fiche, libelle="Places ouvertes", role="resultat")
    EtapeFiche.objects.create(fiche=fiche, libelle="Faite")
    FicheAction.objects.filter(pk=fiche.pk).update(date_meteo=timezone.localdate(), elu_referent=None)
    client.force_login(chargee)
    assert "Tout est prêt" in get_texte(client, espace, plan)
