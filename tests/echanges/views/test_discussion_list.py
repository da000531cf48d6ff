"""Every discussion that one reads, in four lists."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from convive.echanges.actions.discussion import close_discussion
from convive.echanges.selectors import discussion as selecteur
from tests.echanges.factories import answer, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return reverse("echanges:discussion_list", args=[espace.pk])


def list_extraits(client, url, vue) -> list[str]:
    return [ligne.extrait for ligne in client.get(url, {"vue": vue}).context["lignes"]]


def test_each_list_has_its_own(connecte, url, espace, chargee, elue, partenaire):
    publish(chargee, espace, "Pour tous")
    publish(chargee, espace, "Votre avis", mentions=(elue,))
    publish(chargee, espace, "Entre nous", is_interne=True)
    close_discussion(by=chargee, discussion=publish(elue, espace, "Finie").discussion, libelle="x")
    client = connecte(elue)
    assert list_extraits(client, url, "ouvertes") == ["Votre avis", "Pour tous"]
    assert list_extraits(client, url, "pour-moi") == ["Votre avis"]
    assert list_extraits(client, url, "reglees") == ["Finie"]
    assert list_extraits(client, url, "internes") == ["Votre avis", "Pour tous"]
    assert "Internes" not in client.get(url).text
    client = connecte(chargee)
    assert list_extraits(client, url, "internes") == ["Entre nous"]
    assert "Interne\u00a0:" in client.get(url).text


def test_last_word_is_shown_even_when_it_was_taken_back(connecte, url, espace, chargee, elue):
    from convive.echanges.actions.discussion import delete_commentaire

    premier = publish(chargee, espace, "Au début")
    dernier = answer(elue, premier.discussion, "À la fin")
    page = connecte(elue).get(url).text
    assert "À la fin" in page
    assert "2\u00a0commentaires" in page
    delete_commentaire(by=elue, commentaire=dernier, libelle="x")
    assert "a supprimé son dernier commentaire" in connecte(elue).get(url).text


@pytest.mark.parametrize(
    ("vue", "phrase"),
    [
        ("ouvertes", "Aucune discussion ouverte"),
        ("pour-moi", "Personne n’attend votre avis"),
        ("internes", "Aucun échange interne"),
        ("reglees", "Aucune discussion réglée"),
    ],
)
def test_empty_list_teaches(connecte, url, chargee, vue, phrase):
    assert phrase in connecte(chargee).get(url, {"vue": vue}).text


def test_long_list_is_cut_in_pages(connecte, url, espace, elue, monkeypatch):
    monkeypatch.setattr(selecteur, "PAR_PAGE", 2)
    for rang in range(3):
        publish(elue, espace, f"Question {rang}")
    client = connecte(elue)
    assert list_extraits(client, url, "ouvertes") == ["Question 2", "Question 1"]
    page = client.get(url, {"page": "2"}).text
    assert "Question 0" in page
    assert "page 2 sur 2" in page
    assert "Question 0" in client.get(url, {"page": "999"}).text


def test_same_number_of_queries_for_one_and_twenty(connecte, url, espace, elue, django_assert_max_num_queries):
    client = connecte(elue)
    publish(elue, espace)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _ in range(20):
        publish(elue, espace)
    with django_assert_max_num_queries(len(one)):
        client.get(url)
    assert len(one) <= 10
