"""« Liens envoyés » : what became of each; revoke, send again."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from convive.espaces.models import LienMagique, SorteTentative, TentativeLien
from tests.espaces.factories import create_compte, create_espace_civraisien, create_lien, create_membre

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(espace, elue):
    return espace.membres.get(compte=elue)


@pytest.fixture
def liste(connecte, espace, chargee):
    client, url = connecte(chargee), reverse("espaces:lien_list", args=[espace.pk])
    return lambda **data: client.post(url, data) if data else client.get(url)


def test_an_empty_list_teaches(liste):
    assert "Aucun lien envoyé pour l’instant" in liste().text


@pytest.mark.parametrize(
    ("champs", "dit"),
    [
        ({}, "valable jusqu’au"),
        ({"date_envoi": None}, "l’e-mail n’est pas parti"),
        ({"expire_le": timezone.now() - timedelta(days=1)}, "expiré le"),
        ({"date_revocation": timezone.now()}, "annulé le"),
        ({"usages": 1, "date_usage": timezone.now()}, "répondu le"),
        ({"usages": 1, "max_usages": None, "date_usage": timezone.now()}, "servi le"),
        ({"date_demande": timezone.now()}, "nouveau lien demandé"),
        ({"geste": "inconnu"}, "inconnu"),
    ],
)
def test_each_state_is_said(liste, place, champs, dit):
    lien, cle = create_lien(place, **champs)
    text = liste().text
    assert dit in text
    assert lien.email in text
    assert cle not in text


def test_an_opened_page_is_told_with_its_doubt(liste, place):
    lien, _ = create_lien(place)
    TentativeLien.objects.create(lien=lien, sorte=SorteTentative.OUVERTURE, empreinte_adresse="x")
    text = liste().text
    assert "sans réponse" in text
    assert "antivirus" in text


def test_revoke_and_send_again(liste, place):
    lien, _ = create_lien(place, created_at=timezone.now())
    assert liste(geste="annuler", objet=lien.pk).status_code == 302
    assert "annulé le" in liste().text
    assert liste(geste="renvoyer", objet=lien.pk).status_code == 302
    assert mail.outbox[0].to == [lien.email]
    assert "/espaces/lien/" in mail.outbox[0].body
    assert LienMagique.objects.count() == 2


def test_what_cannot_be_sent_again_says_why(liste, place):
    lien, _ = create_lien(place)
    place.date_fin = timezone.localdate()
    place.save()
    answer = liste(geste="renvoyer", objet=lien.pk)
    assert answer.status_code == 200
    assert "Cet accès est fermé" in answer.text


def test_a_link_of_another_espace_does_not_exist_here(liste, place):
    other = create_espace_civraisien(create_compte("voisine"), nom="Espace voisin")
    lien, _ = create_lien(other.membres.get())
    mine, _ = create_lien(place)
    for data in ({"geste": "annuler", "objet": lien.pk}, {"geste": "renvoyer", "objet": lien.pk}):
        assert liste(**data).status_code == 404
    assert liste(geste="inconnu", objet=mine.pk).status_code == 404
    assert liste(geste="annuler", objet="x").status_code == 404
    lien.refresh_from_db()
    assert lien.date_revocation is None


def test_as_many_queries_with_one_link_as_with_twenty(liste, place, espace, django_assert_max_num_queries):
    create_lien(place)
    liste()
    for rang in range(20):
        compte = create_compte(f"membre{rang}")
        create_lien(create_membre(espace, compte, "lecture"))
    with django_assert_max_num_queries(12):
        assert liste().text.count("valable jusqu’au") == 21
