import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.models import NouvelleVeille, QuestionnaireSession
from tests.espaces.factories import create_compte, create_membre
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


def test_the_registers_say_what_waits_to_those_who_read_them(chargee, connecte):
    organisme = create_organisme_essai(chargee).espace
    NouvelleVeille.objects.create(espace=organisme, axe="metiers", date=timezone.localdate(), titre="Une étude")
    url = reverse("formation:qualite_detail", args=[organisme.pk])
    page = connecte(chargee).get(url).content.decode()
    assert "1\u00a0ligne" in page
    assert "Ce qui n’allait pas" in page
    lectrice = create_compte("lectrice")
    create_membre(organisme, lectrice, "lecture")
    page = connecte(lectrice).get(url).content.decode()
    assert "Veille" in page
    assert "Ce qui n’allait pas" not in page


def test_what_sessions_gave_is_told_with_its_sums_and_what_is_secret(chargee, connecte, count_queries_get):
    organisme = create_organisme_essai(chargee).espace
    for rang, nombre in enumerate((5, 2)):
        session = create_session_essai(organisme, jours=-10, numero=f"2026-0{rang}")
        for personne in range(nombre):
            QuestionnaireSession.objects.create(
                session=session,
                inscription=create_inscription_essai(session, f"Personne {personne}"),
                cle="a_chaud",
                reponses={"rythme": 4},
                termine_le=timezone.now(),
            )
    url, client = reverse("formation:qualite_detail", args=[organisme.pk]), connecte(chargee)
    page = client.get(url).content.decode()
    assert "5 sur 5\u00a0avis" in page
    assert "100\u00a0%" in page
    assert "secret" in page
    assert "Ensemble" in page
    count = count_queries_get(client, url)
    create_session_essai(organisme, jours=-10, numero="2026-09")
    assert count_queries_get(client, url) == count
