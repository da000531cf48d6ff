"""The page where an answer is read over; the whole way is in test_point_list."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.plan_action.models import ReponsePilote

pytestmark = pytest.mark.django_db


def test_put_aside(client, espace, chargee, plan):
    reponse = ReponsePilote.objects.create(
        fiche=plan.complete, auteur_nom="Personne Pilote", fait="Hors sujet", recue_le=timezone.now()
    )
    client.force_login(chargee)
    url = reverse("plan_action:reponse_update", args=[espace.pk, reponse.pk])
    assert "rien n’a changé" in client.post(url, {"geste": "ecarter"}, follow=True).content.decode()
    reponse.refresh_from_db()
    assert (reponse.statut, reponse.relue_par) == ("ecartee", chargee)
    assert not plan.complete.notes_suivi.exists()
