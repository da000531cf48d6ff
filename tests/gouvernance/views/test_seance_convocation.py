"""The page of the convocation."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from convive.acteurs.models import Personne
from convive.gouvernance.models import EnvoiSeance
from tests.gouvernance.factories import create_participant_essai, create_seance_essai, create_siege

pytestmark = pytest.mark.django_db


@pytest.fixture
def seance(gouvernance, espace):
    create_siege(gouvernance.copil, Personne.objects.create(espace=espace, nom="Soraya Bellegué", email="s@exemple.fr"))
    create_siege(gouvernance.copil, "Lise Ferrand", siege="suppleant")
    return create_seance_essai(gouvernance.copil, 12)


@pytest.fixture
def url(seance) -> str:
    return reverse("gouvernance:seance_convocation", args=[seance.espace_id, seance.pk])


def test_from_an_empty_list_to_a_convocation(
    gouvernance, seance, url, chargee, connecte, django_capture_on_commit_callbacks
):
    client = connecte(chargee)
    assert "Personne sur la liste" in client.get(url).content.decode()
    client.post(url, {"geste": "membres"})
    suppleant = gouvernance.copil.membres.get(siege="suppleant")
    client.post(url, {"geste": "suppleant", "uuid": str(suppleant.pk)})
    refus = client.post(url, {"geste": "inviter", "inviter-nom": "", "inviter-email": "x"})
    assert refus.status_code == 422
    client.post(url, {"geste": "inviter", "inviter-nom": "Une experte", "inviter-email": "e@exemple.fr"})
    assert seance.participants.count() == 3
    client.post(url, {"geste": "retirer", "uuid": str(seance.participants.get(nom="Lise Ferrand").pk)})
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(url, {"geste": "convoquer", "convoquer-mot": "À bientôt."}, follow=True).content.decode()
    assert "2\xa0messages partent" in page
    assert len(mail.outbox) == 2
    assert "Personne à rappeler aujourd’hui" in client.post(url, {"geste": "rappeler"}, follow=True).content.decode()
    assert "0\xa0message parti" in client.post(url, {"geste": "renvoyer"}, follow=True).content.decode()
    assert "l’un des boutons" in client.post(url, {"geste": "danser"}, follow=True).content.decode()


def test_what_did_not_leave_is_said(seance, url, chargee, connecte):
    participant = create_participant_essai(seance, email="s@exemple.fr")
    participant.envois.create(sorte="convocation", etat="echec")
    page = connecte(chargee).get(url).content.decode()
    assert "1\xa0message n’est pas encore parti" in page
    assert "le serveur n’a pas répondu" in page


def test_an_answer_that_came_otherwise_and_a_new_link(seance, url, chargee, connecte):
    client = connecte(chargee)
    client.post(url, {"geste": "membres"})
    soraya = seance.participants.get()
    cle = {"geste": "repondre", "repondre-qui": str(soraya.pk)}
    refus = client.post(url, cle | {"repondre-reponse": "represente"})
    assert refus.status_code == 422
    assert "Indiquez par qui" in refus.content.decode()
    page = client.post(url, cle | {"repondre-reponse": "excuse"}, follow=True).content.decode()
    assert "s’excuse. C’est noté" in page
    assert "donnée par" in page
    assert client.post(url, {"geste": "repondre", "repondre-qui": "ailleurs"}).status_code == 422
    assert "Un lien perdu" not in page
    seance.statut = "convoquee"
    seance.save()
    soraya.envois.create(sorte="convocation", etat="parti", parti_le=timezone.now() - timedelta(hours=1))
    assert "Un lien perdu" in client.get(url).content.decode()
    lien = {"geste": "nouveau_lien", "nouveau_lien-qui": str(soraya.pk)}
    assert "Un nouveau lien part" in client.post(url, lien, follow=True).content.decode()
    assert soraya.envois.get(sorte="rappel").rang == 1


def test_refusals_are_said(gouvernance, url, chargee, connecte):
    client = connecte(chargee)
    close = reverse("gouvernance:seance_convocation", args=[gouvernance.close.espace_id, gouvernance.close.pk])
    assert "rouvrez-la" in client.post(close, {"geste": "membres"}, follow=True).content.decode()
    gouvernance.copil.membres.all().delete()
    refus = client.post(url, {"geste": "convoquer", "convoquer-mot": ""}, follow=True)
    assert "ajoutez d’abord" in refus.content.decode()


def test_forty_people_cost_the_same(seance, url, chargee, connecte, django_assert_max_num_queries):
    for rang in range(40):
        participant = create_participant_essai(seance, f"Personne {rang}", email=f"p{rang}@exemple.fr")
        participant.envois.create(sorte="convocation", etat="parti")
    client = connecte(chargee)
    client.get(url)
    with django_assert_max_num_queries(15):
        client.get(url)


def test_what_is_leaving_is_not_said_to_be_stuck(gouvernance, chargee, connecte):
    """Just written, a message leaves; once the server did not answer, it waits and the page says what to do."""
    seance = gouvernance.convoquee
    url = reverse("gouvernance:seance_convocation", args=[seance.espace_id, seance.pk])
    participant = create_participant_essai(seance, email="soraya@exemple.fr")
    envoi = EnvoiSeance.objects.create(participant=participant, sorte="convocation")
    client = connecte(chargee)
    page = client.get(url).content.decode()
    assert "1\xa0message part en ce moment" in page
    assert "pas encore parti" not in page
    EnvoiSeance.objects.filter(pk=envoi.pk).update(etat="echec")
    page = client.get(url).content.decode()
    assert "1\xa0message n’est pas encore parti" in page
    assert "en ce moment" not in page
