from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from convive.espaces.actions.note import SaisieNote, create_note
from convive.espaces.models import Espace
from convive.espaces.views.page import GESTE_INCONNU
from tests.espaces.factories import create_compte, create_membre
from tests.formation.factories_exercice import create_depart_essai, create_exercice_essai
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fichiers(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def session(chargee):
    return create_session_essai(create_organisme_essai(chargee).espace)


@pytest.fixture
def exercice(session, chargee):
    return create_exercice_essai(chargee, session, create_depart_essai(chargee))


def get_url(exercice, uuid=None) -> str:
    args = [exercice.espace_id, exercice.session_id, uuid or exercice.pk]
    return reverse("formation:exercice_detail", args=args)


def test_a_trainer_reads_what_was_done_enters_and_puts_it_back(exercice, session, chargee, connecte):
    create_note(by=chargee, espace=exercice.exercice, saisie=SaisieNote("Ma première note", "Des mots."))
    formatrice = create_compte("formatrice")
    create_membre(session.espace, formatrice, "formateur")
    client = connecte(formatrice)
    page = client.get(get_url(exercice)).content.decode()
    assert "Ma première note" in page
    assert "1\u00a0geste" in page
    entree = client.post(get_url(exercice), {"geste": "entrer"})
    assert entree.headers["Location"] == reverse("espaces:espace_detail", args=[exercice.exercice_id])
    assert client.get(entree.headers["Location"]).status_code == 200
    page = client.post(get_url(exercice), {"geste": "remettre"}, follow=True).content.decode()
    assert "revenu à son point de départ" in page
    assert "Ma première note" not in page


def test_the_door_is_opened_to_a_trainee_of_this_training_only(exercice, session, chargee, connecte):
    create_inscription_essai(session, email="ysoline@exemple.invalid")
    ailleurs = create_inscription_essai(create_session_essai(session.espace, session.programme, numero="2026-02"))
    client = connecte(chargee)
    reponse = client.post(get_url(exercice), {"geste": "inviter", "stagiaire": ailleurs.pk})
    assert reponse.status_code == 200
    assert not mail.outbox
    inscription = session.inscriptions.get()
    client.post(get_url(exercice), {"geste": "inviter", "stagiaire": inscription.pk})
    assert [message.to for message in mail.outbox] == [["ysoline@exemple.invalid"]]
    assert "ysoline@exemple.invalid" in client.get(get_url(exercice)).content.decode()


def test_without_an_address_one_is_told(exercice, session, chargee, connecte):
    inscription = create_inscription_essai(session)
    saisie = {"geste": "inviter", "stagiaire": inscription.pk}
    page = connecte(chargee).post(get_url(exercice), saisie, follow=True).content.decode()
    assert "pas d’adresse e-mail" in page


def test_erased_it_is_still_told(exercice, chargee, connecte):
    client, espace = connecte(chargee), exercice.exercice_id
    page = client.post(get_url(exercice), {"geste": "effacer"}, follow=True).content.decode()
    assert "Effacé le" in page
    assert not Espace.objects.filter(pk=espace).exists()


def test_what_is_not_there_and_who_may_not(exercice, session, chargee, connecte):
    client = connecte(chargee)
    assert client.get(get_url(exercice, uuid4())).status_code == 404
    assert GESTE_INCONNU in client.post(get_url(exercice), {"geste": "danser"}).content.decode()
    autre = create_session_essai(session.espace, session.programme, numero="2026-02")
    args = [autre.espace_id, autre.pk, exercice.pk]
    assert client.get(reverse("formation:exercice_detail", args=args)).status_code == 404
    lectrice = create_compte("lectrice")
    create_membre(session.espace, lectrice, "lecture")
    client = connecte(lectrice)
    assert client.get(get_url(exercice)).status_code == 200
    for geste in ("entrer", "inviter", "remettre", "effacer"):
        assert client.post(get_url(exercice), {"geste": geste}).status_code == 403
