import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from convive.formation.cles.stagiaire import build_cle
from tests.espaces.factories import create_compte
from tests.formation.factories_exercice import create_depart_essai, create_exercice_essai
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fichiers(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def session(chargee):
    return create_session_essai(create_organisme_essai(chargee).espace)


def get_url(inscription) -> str:
    return reverse("formation:stagiaire_exercice", args=[build_cle(inscription)])


def test_before_it_is_lent_there_is_nothing_to_ask(session):
    inscription = create_inscription_essai(session)
    assert "Pas de territoire d’exercice" in Client().get(get_url(inscription)).content.decode()
    assert Client().post(get_url(inscription)).status_code == 404


def test_the_key_is_sent_to_her_once(session, chargee, django_capture_on_commit_callbacks):
    inscription = create_inscription_essai(session, email="ysoline@exemple.invalid")
    create_exercice_essai(chargee, session, create_depart_essai(chargee), inscription)
    client, url = Client(), get_url(inscription)
    assert "Recevoir mon entrée à ysoline@exemple.invalid" in client.get(url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert "Le message part" in client.post(url).content.decode()
        assert "déjà parti" in client.post(url).content.decode()
    assert [message.to for message in mail.outbox] == [["ysoline@exemple.invalid"]]


def test_with_a_compte_one_walks_in(session, chargee):
    stagiaire = create_compte("stagiaire")
    inscription = create_inscription_essai(session, compte=stagiaire)
    exercice = create_exercice_essai(chargee, session, create_depart_essai(chargee), inscription)
    page = Client().get(get_url(inscription)).content.decode()
    assert reverse("espaces:espace_detail", args=[exercice.exercice_id]) in page
    assert "Recevoir mon entrée" not in page


def test_without_an_address_one_is_told(session, chargee):
    inscription = create_inscription_essai(session)
    create_exercice_essai(chargee, session, create_depart_essai(chargee), inscription)
    assert "pas d’adresse e-mail" in Client().post(get_url(inscription)).content.decode()
