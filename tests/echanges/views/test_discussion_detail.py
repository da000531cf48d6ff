"""One discussion: answer, settle, open again."""

import pytest
from django.urls import reverse

from convive.echanges.actions.discussion import close_discussion
from convive.echanges.models import Mention
from tests.echanges.factories import publish

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def discussion(espace, elue):
    return publish(elue, espace, "Qui vient jeudi ?").discussion


@pytest.fixture
def url(espace, discussion) -> str:
    return reverse("echanges:discussion_detail", args=[espace.pk, discussion.pk])


def test_answer_is_published_and_one_stays_there(connecte, url, discussion, partenaire):
    reponse = connecte(partenaire).post(url, {"geste": "repondre", "texte": "Moi."})
    assert reponse.headers["Location"] == f"{url}#derniers"
    assert [c.texte for c in discussion.commentaires.all()] == ["Qui vient jeudi ?", "Moi."]


def test_answer_may_ask_someone_for_advice(connecte, url, espace, partenaire, elue):
    place = espace.membres.get(compte=elue).pk
    connecte(partenaire).post(url, {"geste": "repondre", "texte": "Et vous ?", "mentions": [place]})
    assert Mention.objects.get().compte == elue


def test_reader_reads_and_writes_nothing(connecte, url, lectrice):
    client = connecte(lectrice)
    page = client.get(url).text
    assert "Qui vient jeudi\u00a0?" in page
    assert "Publier la réponse" not in page
    assert "C’est réglé" not in page
    for geste in ("repondre", "regler", "rouvrir"):
        assert client.post(url, {"geste": geste, "texte": "x"}).status_code == 403


def test_whoever_opened_it_settles_it_and_the_partner_does_not(connecte, url, discussion, elue, partenaire):
    assert connecte(partenaire).post(url, {"geste": "regler"}).status_code == 403
    assert connecte(elue).post(url, {"geste": "regler"}).status_code == 302
    discussion.refresh_from_db()
    assert discussion.reglee_par == elue
    page = connecte(elue).get(url).text
    assert "Réglée par Elue" in page
    assert "Publier la réponse" not in page
    connecte(elue).post(url, {"geste": "rouvrir"})
    discussion.refresh_from_db()
    assert not discussion.is_reglee


def test_answer_to_what_was_settled_meanwhile_keeps_its_text(connecte, url, discussion, elue, chargee, espace):
    close_discussion(by=chargee, discussion=discussion, libelle=espace.nom)
    for headers in ({}, HTMX):
        page = connecte(elue).post(url, {"geste": "repondre", "texte": "Trop tard"}, headers=headers).text
        assert "Chargee vient de régler cette discussion" in page
        assert "Trop tard" in page


def test_empty_answer_comes_back_with_htmx_and_without(connecte, url, elue):
    client = connecte(elue)
    assert "Écrivez quelque chose" in client.post(url, {"geste": "repondre", "texte": ""}).text
    page = client.post(url, {"geste": "repondre", "texte": ""}, headers=HTMX).text
    assert "Écrivez quelque chose" in page
    assert "<html" not in page


def test_swap_says_what_was_done(connecte, url, discussion, elue):
    client = connecte(elue)
    page = client.post(url, {"geste": "repondre", "texte": "Encore"}, headers=HTMX).text
    assert "Votre réponse est publiée." in page
    assert "Encore" in page
    assert "La discussion est réglée." in client.post(url, {"geste": "regler"}, headers=HTMX).text


def test_without_script_the_panel_brings_back_to_its_object(connecte, url, espace, discussion, elue):
    reponse = connecte(elue).post(url, {"geste": "repondre", "texte": "Là", "depuis": "objet"})
    accueil = reverse("espaces:espace_detail", args=[espace.pk])
    assert reponse.headers["Location"] == f"{accueil}#discussion-{discussion.pk}"


def test_unknown_gesture_is_not_found(connecte, url, elue):
    assert connecte(elue).post(url, {"geste": "inventer"}).status_code == 404
