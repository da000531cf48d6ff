"""The page of notifications, and the bell that leads to it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from convive.echanges.models import Notification
from convive.espaces.actions.espace import create_espace
from tests.echanges.factories import answer, publish
from tests.espaces.factories import create_note_essai

pytestmark = pytest.mark.django_db
URL = "/notifications/"


def test_empty_page_teaches(connecte, elue):
    page = connecte(elue).get(URL).text
    assert "Rien de nouveau pour vous" in page
    assert "Tout marquer comme lu" not in page


def test_bell_counts_and_the_page_leads_on(connecte, espace, chargee, elue):
    client = connecte(elue)
    commentaire = publish(chargee, espace, mentions=(elue,))
    page = client.get(f"/espaces/{espace.pk}/").text
    assert "1\u00a0non lue" in page
    page = client.get(URL).text
    assert "Chargee vous demande votre avis" in page
    notification = Notification.objects.get()
    url = reverse("echanges:discussion_detail", args=[espace.pk, commentaire.discussion_id])
    reponse = client.post(URL, {"geste": "ouvrir", "notification": notification.pk, "url": url})
    assert reponse.headers["Location"] == url
    notification.refresh_from_db()
    assert notification.is_lue
    assert "non lue" not in client.get(URL).text


def test_internal_is_said(connecte, espace, chargee, directeur):
    publish(chargee, espace, is_interne=True, mentions=(directeur,))
    assert "Interne\u00a0:" in connecte(directeur).get(URL).text


@pytest.mark.parametrize("url", ["https://ailleurs.exemple/", "//ailleurs.exemple/", "javascript:alert(1)", ""])
def test_page_leads_nowhere_else(connecte, elue, url):
    assert connecte(elue).post(URL, {"geste": "ouvrir", "url": url}).headers["Location"] == URL


def test_one_reads_only_one_s_own(connecte, espace, chargee, elue, directeur):
    publish(chargee, espace, mentions=(elue, directeur))
    toutes = list(Notification.objects.values_list("pk", flat=True))
    connecte(elue).post(URL, {"geste": "lire", "notification": [*toutes, "pas-un-identifiant"]})
    assert Notification.objects.get(compte=elue).is_lue
    assert not Notification.objects.get(compte=directeur).is_lue


def test_all_are_read_at_once_even_those_that_one_no_longer_sees(connecte, espace, chargee, elue):
    publish(chargee, espace, mentions=(elue,))
    publish(chargee, espace, mentions=(elue,))
    connecte(elue).post(URL, {"geste": "tout-lire"})
    assert not Notification.objects.filter(compte=elue, is_lue=False).exists()


def test_one_espace_at_a_time(connecte, espace, chargee, elue):
    autre = create_espace(by=elue, codes=["86078"], nom="Espace voisin")
    publish(chargee, espace, mentions=(elue,))
    client = connecte(elue)
    assert "vous demande votre avis" in client.get(URL, {"espace": espace.pk}).text
    assert "vous demande votre avis" not in client.get(URL, {"espace": autre.pk}).text
    assert "vous demande votre avis" in client.get(URL, {"espace": "n’importe quoi"}).text


def test_unknown_gesture_is_not_found(connecte, elue):
    assert connecte(elue).post(URL, {"geste": "inventer"}).status_code == 404


def test_same_number_of_queries_for_one_and_twenty(connecte, espace, chargee, elue, django_assert_max_num_queries):
    client, note = connecte(elue), create_note_essai(espace, by=elue)
    premier = publish(chargee, espace, sur=note)
    with CaptureQueriesContext(connection) as one:
        client.get(URL)
    for _ in range(20):
        answer(chargee, premier.discussion)
    with django_assert_max_num_queries(len(one)):
        client.get(URL)
    assert len(one) <= 12


def test_bell_costs_one_query_and_nothing_to_a_visitor(client, connecte, espace, elue):
    with CaptureQueriesContext(connection) as visiteur:
        client.get("/ui/")
    assert not any("echanges_" in requete["sql"] for requete in visiteur)
    with CaptureQueriesContext(connection) as membre:
        connecte(elue).get(f"/espaces/{espace.pk}/qui-voit-quoi/")
    assert sum("echanges_notification" in requete["sql"] for requete in membre) == 1


def test_bell_says_many_without_counting_further(connecte, espace, chargee, elue, monkeypatch):
    monkeypatch.setattr("convive.echanges.context_processors.MAX_AFFICHE", 1)
    publish(chargee, espace, mentions=(elue,))
    publish(chargee, espace, mentions=(elue,))
    assert "1+" in connecte(elue).get(URL).text
