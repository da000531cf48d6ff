"""What a session asks shows on the home of the body, one line for each."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.rules.formation import EtatSession
from convive.formation.taches import list_taches_sessions
from convive.socle.taches import Urgence
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai
from tests.prise_poste.factories import get_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def espace_organisme(chargee):
    return create_organisme_essai(chargee).espace


def test_a_session_to_prepare_says_its_next_step(espace_organisme, chargee):
    session = create_session_essai(espace_organisme, etat=EtatSession.PREPARATION.value, jours=10)
    (tache,) = list_taches_sessions(get_place(chargee, espace_organisme), timezone.localdate())
    assert tache.libelle.startswith("Session 2026-01\u00a0: ")
    assert (tache.urgence, tache.echeance) == (Urgence.BIENTOT, session.date_debut)
    assert tache.url == reverse("formation:session_detail", args=[espace_organisme.pk, session.pk])


def test_what_ended_is_closed_and_what_is_closed_asks_nothing(espace_organisme, chargee):
    place, today = get_place(chargee, espace_organisme), timezone.localdate()
    session = create_session_essai(espace_organisme, jours=-30)
    create_inscription_essai(session)
    (tache,) = list_taches_sessions(place, today)
    assert tache.echeance is None
    assert list(list_taches_sessions(place, today + timedelta(days=400))) == []
    session.etat = EtatSession.TERMINEE.value
    session.save()
    assert list(list_taches_sessions(place, today)) == []


def test_three_sessions_at_most_and_a_bounded_number_of_queries(
    espace_organisme, chargee, django_assert_max_num_queries
):
    premiere = create_session_essai(espace_organisme, etat=EtatSession.PREPARATION.value)
    for rang in range(2, 6):
        create_session_essai(
            espace_organisme, premiere.programme, numero=f"2026-0{rang}", etat=EtatSession.PREPARATION.value
        )
    place = get_place(chargee, espace_organisme)
    with django_assert_max_num_queries(40):
        assert len(list(list_taches_sessions(place, timezone.localdate()))) == 3


def test_the_espace_of_a_ctg_is_asked_nothing(espace, chargee):
    assert list(list_taches_sessions(get_place(chargee, espace), timezone.localdate())) == []


def test_the_home_of_a_body_shows_its_sessions(espace_organisme, chargee, connecte):
    url = reverse("espaces:espace_detail", args=[espace_organisme.pk])
    assert "Aucune session en vue" in connecte(chargee).get(url).content.decode()
    create_session_essai(espace_organisme)
    page = connecte(chargee).get(url).content.decode()
    assert "Les sessions" in page
    assert "Piloter une CTG" in page
