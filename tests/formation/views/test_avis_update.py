"""An employer, a trainer, whoever funds: one page, at the address that was sent."""

import pytest
from django.test import Client
from django.urls import reverse

from convive.formation.cles.enquete import build_cle_enquete
from convive.formation.models import QuestionnaireSession
from tests.formation.factories_formation import create_inscription_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def employeur(session, inscription) -> QuestionnaireSession:
    return QuestionnaireSession.objects.create(
        session=session, inscription=inscription, cle="a_froid_employeur", nom="Aurore Limayrac", email="rh@exemple.fr"
    )


def get_url(row: QuestionnaireSession) -> str:
    return reverse("formation:avis_update", args=[build_cle_enquete(row)])


def test_an_employer_answers_once_about_her_agent_alone(client, session, employeur):
    create_inscription_essai(session, "Marceline Aubépin")
    url = get_url(employeur)
    answer = client.get(url)
    page = answer.content.decode()
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "suivie par Ysoline Ferrandou" in page
    assert "Marceline" not in page
    client.post(url, {"effets": "3", "geste": "garder"})
    client.post(url, {"effets": "4", "exemple": "Un ordre du jour", "geste": "terminer"})
    client.post(url, {"effets": "0", "geste": "terminer"})
    employeur.refresh_from_db()
    assert employeur.reponses == {"effets": 4, "exemple": "Un ordre du jour"}
    assert "Merci, Aurore Limayrac" in client.get(url).content.decode()


def test_a_trainer_and_a_funder_have_theirs(client, session):
    anime = session.intervenants.get()
    for row in (
        QuestionnaireSession(session=session, cle="avis_intervenant", intervenant=anime),
        QuestionnaireSession(session=session, cle="avis_financeur", nom="CNFPT", email="fin@exemple.fr"),
    ):
        row.save()
        assert 'role="alert"' in client.post(get_url(row), {"geste": "terminer"}).content.decode()
        assert client.get(get_url(row)).status_code == 200


def test_a_false_key_says_nothing(client, employeur):
    cle = build_cle_enquete(employeur)
    for fausse in (cle[:-1], f"x{cle}", "fausse-cle", "a" * 300):
        assert Client().get(reverse("formation:avis_update", args=[fausse])).status_code == 404


def test_the_form_is_sent_without_a_cookie(employeur):
    client = Client(enforce_csrf_checks=True)
    assert client.post(get_url(employeur), {"effets": "3", "geste": "terminer"}).status_code == 302
