"""Whoever pilots actions and has a compte finds them on one page."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.espaces.selectors.membre import get_membre
from convive.plan_action.echeances import list_echeances
from convive.plan_action.models import EtapeFiche
from tests.plan_action.factories import create_contact, create_organisation, create_personne

pytestmark = pytest.mark.django_db


def test_a_pilote_says_where_her_actions_are(client, espace, partenaire, plan, django_assert_max_num_queries):
    url = reverse("plan_action:mes_actions", args=[espace.pk])
    client.force_login(partenaire)
    assert "Vous ne pilotez aucune action" in client.get(url).content.decode()
    plan.complete.pilotes.set([create_contact(create_organisation(espace), partenaire)])
    with django_assert_max_num_queries(15):
        page = client.get(url).content.decode()
    assert "Créer vingt places" in page
    assert "Préparer le budget" not in page
    cle = plan.complete.pk.hex
    assert "une météo suffit" in client.post(url, {}).content.decode()
    answer = client.post(url, {f"meteo_{cle}": "compromis", f"meteo_{plan.interne.pk.hex}": "compromis"}, follow=True)
    assert "action mise à jour" in answer.content.decode()
    assert plan.complete.meteos.get().auteur == partenaire
    assert not plan.interne.meteos.exists()


def test_her_steps_are_in_her_deadlines(espace, partenaire, plan, chargee):
    today = timezone.localdate()
    EtapeFiche.objects.create(fiche=plan.complete, libelle="Choisir le terrain", echeance=today)
    EtapeFiche.objects.create(fiche=plan.complete, libelle="Faite", echeance=today, faite_le=today)
    EtapeFiche.objects.create(fiche=plan.interne, libelle="Secrète", echeance=today)
    plan.complete.pilotes.set([create_contact(create_organisation(espace), partenaire)])
    rows = list(list_echeances(get_membre(partenaire, espace.pk), today, date(today.year + 5, 1, 1)))
    assert [(row.libelle, row.is_mienne) for row in rows] == [
        ("Choisir le terrain", True),
        ("Échéance\u00a0: Créer vingt places", True),
    ]
    team = [row.libelle for row in list_echeances(get_membre(chargee, espace.pk), today, today)]
    assert sorted(team) == ["Choisir le terrain", "Secrète"]


def test_an_elue_referente_finds_the_actions_that_she_answers_for(client, espace, elue, plan):
    url = reverse("plan_action:mes_actions", args=[espace.pk])
    client.force_login(elue)
    assert "Vous ne pilotez aucune action" in client.get(url).content.decode()
    carte = create_personne(espace, "Élue", email=elue.email)
    for fiche in (plan.complete, plan.brouillon):
        fiche.elu_referent = carte
        fiche.save()
    page = client.get(url).content.decode()
    assert "Vous en êtes l’élu·e référent·e" in page
    assert plan.complete.titre in page
    assert "Vous ne pilotez aucune action" not in page
    assert reverse("plan_action:elu_detail", args=[espace.pk]) in page
    # A draft is not hers to read.
    assert plan.brouillon.titre not in page
