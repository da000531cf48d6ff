import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import Reclamation
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(chargee):
    return create_session_essai(create_organisme_essai(chargee).espace)


def get_url(inscription) -> str:
    return reverse("formation:stagiaire_reclamation", args=[build_cle(inscription)])


def test_what_she_writes_is_hers_and_its_answer_comes_back(session):
    inscription, autre = create_inscription_essai(session), create_inscription_essai(session, "Léandre Vauzelle")
    client = Client()
    answer = client.post(get_url(inscription), {"objet": "Le rythme", "texte": "Trop rapide."})
    page = client.get(answer.headers["Location"]).content.decode()
    reclamation = Reclamation.objects.get()
    assert f"sous le numéro {reclamation.numero}" in page
    assert "attend sa réponse" in page
    reclamation.reponse, reclamation.repondue_le = "Deux pauses de plus.", timezone.localdate()
    reclamation.save()
    assert "Deux pauses de plus." in client.get(get_url(inscription)).content.decode()
    assert "Le rythme" not in client.get(get_url(autre)).content.decode()


def test_nothing_said_is_nothing_sent(session):
    page = Client().post(get_url(create_inscription_essai(session)), {"objet": " "})
    assert page.context["form"].errors
    assert not Reclamation.objects.exists()
