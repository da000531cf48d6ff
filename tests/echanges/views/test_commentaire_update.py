"""Correct one's own comment, take it back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from convive.echanges.models import Commentaire
from tests.echanges.factories import answer, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def commentaire(espace, elue):
    return publish(elue, espace, "Une fote")


@pytest.fixture
def url(espace, commentaire) -> str:
    return reverse("echanges:commentaire_update", args=[espace.pk, commentaire.pk])


def test_author_corrects(connecte, url, commentaire, elue):
    client = connecte(elue)
    assert "Enregistrer la correction" in client.get(url).text
    assert client.post(url, {"geste": "corriger", "texte": "Une faute"}).status_code == 302
    commentaire.refresh_from_db()
    assert commentaire.texte == "Une faute"
    page = client.get(
        reverse("echanges:discussion_detail", args=[commentaire.discussion.espace_id, commentaire.discussion_id])
    )
    assert "corrigé" in page.text


def test_empty_correction_comes_back(connecte, url, elue):
    assert "Écrivez quelque chose" in connecte(elue).post(url, {"geste": "corriger", "texte": " "}).text


def test_too_late_is_said_and_the_text_stays(connecte, url, commentaire, elue, chargee):
    answer(chargee, commentaire.discussion)
    client = connecte(elue)
    assert "Enregistrer la correction" not in client.get(url).text
    page = client.post(url, {"geste": "corriger", "texte": "Mon texte"}).text
    assert "ne se corrige plus" in page
    assert "Mon texte" in page
    Commentaire.objects.filter(auteur=elue).update(publie_le=commentaire.publie_le - timedelta(hours=1))
    assert "Enregistrer la correction" not in client.get(url).text


def test_author_takes_it_back(connecte, url, commentaire, elue, espace):
    client = connecte(elue)
    client.post(url, {"geste": "supprimer"})
    page = client.get(reverse("echanges:discussion_detail", args=[espace.pk, commentaire.discussion_id])).text
    assert "Commentaire supprimé par la personne qui l’a écrit" in page
    assert "Une fote" not in page
    assert client.get(url).status_code == 404


def test_steering_takes_away_and_does_not_correct(connecte, url, commentaire, chargee, espace):
    client = connecte(chargee)
    assert "Retirer ce commentaire" in client.get(url).text
    assert client.post(url, {"geste": "corriger", "texte": "Autre"}).status_code == 403
    client.post(url, {"geste": "supprimer"})
    page = client.get(reverse("echanges:discussion_detail", args=[espace.pk, commentaire.discussion_id])).text
    assert "Commentaire retiré par l’équipe de coopération" in page


def test_the_others_do_nothing(connecte, url, partenaire):
    client = connecte(partenaire)
    assert client.get(url).status_code == 403
    assert client.post(url, {"geste": "supprimer"}).status_code == 403


def test_unknown_gesture_is_not_found(connecte, url, elue):
    assert connecte(elue).post(url, {"geste": "inventer"}).status_code == 404
