"""Convene the people of a session: who gets a message, and what it says before it leaves."""

import pytest
from django.urls import reverse

from convive.config.courriel import build_mailers
from convive.formation.models import EnvoiFormation, SessionFormation
from tests.formation.factories_formation import create_inscription_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session) -> str:
    return reverse("formation:session_convocation", args=[session.espace_id, session.pk])


def test_the_message_is_read_before_it_leaves(url, session, inscription, organisatrice):
    create_inscription_essai(session, "Sans Adresse")
    page = organisatrice.get(url).content.decode()
    assert "1\u00a0message à envoyer" in page
    assert "sans adresse\u00a0: à prévenir autrement" in page
    assert "Vous êtes attendu·e à la formation «\u00a0Piloter une CTG\u00a0»" in page
    assert "Le message partirait incomplet" in page
    assert "(l’adresse de sa page)" in page
    assert not EnvoiFormation.objects.exists()


def test_one_click_sends_each_once(url, inscription, organisatrice, django_capture_on_commit_callbacks):
    for phrase in ("1\u00a0convocation part.", "Tout le monde avait déjà la sienne"):
        with django_capture_on_commit_callbacks(execute=True):
            answer = organisatrice.post(url, follow=True)
        assert phrase in answer.content.decode()
    assert "Toutes les convocations sont envoyées." in organisatrice.get(url).content.decode()


def test_where_no_email_leaves_nothing_is_said_to_be_sent(url, session, inscription, organisatrice, settings):
    settings.MAILERS = build_mailers("console:")
    page = organisatrice.get(url).text
    assert "Aucun e-mail ne part de cette installation" in page
    assert "Envoyer la convocation" not in page
    assert inscription.nom in page
    questionnaires = reverse("formation:session_questionnaires", args=[session.espace_id, session.pk])
    page = organisatrice.get(questionnaires).text
    assert "Aucun e-mail ne part de cette installation" in page
    assert "Envoyer ce qui est dû" not in page
    fiche = reverse("formation:inscription_update", args=[session.espace_id, session.pk, inscription.pk])
    assert "La lui envoyer" not in organisatrice.get(fiche).text


def test_a_session_in_preparation_says_to_open_it_first(url, session, inscription, organisatrice):
    SessionFormation.objects.filter(pk=session.pk).update(etat="preparation")
    assert "Envoyer la convocation" not in organisatrice.get(url).content.decode()
    assert "Ouvrez d’abord la session" in organisatrice.post(url).content.decode()


def test_what_is_typed_is_text_in_the_preview(url, session, inscription, organisatrice):
    SessionFormation.objects.filter(pk=session.pk).update(acces="<script>alert(1)</script>")
    page = organisatrice.get(url).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_it_costs_the_same_with_many(url, session, inscription, organisatrice, count_queries_get):
    once = count_queries_get(organisatrice, url)
    for rang in range(20):
        autre = create_inscription_essai(session, f"Personne {rang}", email=f"p{rang}@exemple.fr")
        EnvoiFormation.objects.create(inscription=autre, sorte="convocation", annonce="autre", etat="parti")
    assert count_queries_get(organisatrice, url) == once
