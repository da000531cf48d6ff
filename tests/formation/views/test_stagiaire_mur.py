"""A stagiaire writes on the wall from her own page, without her name."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import QuestionMur
from tests.formation.factories_atelier import create_salle_essai

pytestmark = pytest.mark.django_db


def open_page(chargee, jours: int):
    session, (inscription, _) = create_salle_essai(chargee)
    session.date_debut = timezone.localdate() + timedelta(days=jours)
    session.date_fin = session.date_debut + timedelta(days=1)
    session.save()
    return session, reverse("formation:stagiaire_mur", args=[build_cle(inscription)])


def test_during_the_session_a_question_goes_to_the_wall(chargee, client):
    session, url = open_page(chargee, 0)

    client.post(url, {"texte": "Qui paie ?"})

    assert QuestionMur.objects.get().session == session
    page = client.get(url).content.decode()
    assert "Qui paie" in page
    accueil = client.get(url.removesuffix("mur/")).content.decode()
    assert "Poser une question à la" in accueil


def test_before_and_after_nothing_is_taken(chargee, client):
    _, url = open_page(chargee, 3)

    answer = client.post(url, {"texte": "Qui paie ?"})

    assert "On écrit sur le mur pendant la session" in answer.content.decode()
    assert QuestionMur.objects.count() == 0
    assert "Poser une question à la" not in client.get(url.removesuffix("mur/")).content.decode()
