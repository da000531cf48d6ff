import pytest
from django.test import Client
from django.urls import reverse

from convive.formation.cles.stagiaire import build_cle
from convive.journal.models import Geste, Journal
from tests.formation.factories_formation import create_inscription_essai, create_session_essai
from tests.formation.factories_pairs import create_pair_essai, create_question_essai, create_reponse_essai

pytestmark = pytest.mark.django_db


def test_a_trainer_hides_with_a_reason_that_the_author_and_the_journal_read(organisatrice, organisme):
    session = create_session_essai(organisme.espace, jours=-5)
    auteur, autre = (create_pair_essai(create_inscription_essai(session, nom), nom) for nom in ("Ysoline", "Léandre"))
    question = create_question_essai(organisme.espace, auteur)
    reponse = create_reponse_essai(question, auteur, "La famille du moulin.")
    url = reverse("formation:question_detail", args=[organisme.espace_id, question.pk])

    def read(pair) -> str:
        page = reverse("formation:stagiaire_question_detail", args=[build_cle(pair.inscription), question.pk])
        return Client().get(page).content.decode()

    assert organisatrice.post(url, {"geste": "masquer", "mot": reponse.pk, "motif": " "}).context["saisie"].form.errors
    organisatrice.post(url, {"geste": "masquer", "mot": reponse.pk, "motif": "On reconnaît quelqu’un."})
    assert "moulin" not in read(autre)
    assert "On reconnaît quelqu’un." in read(auteur)
    ligne = Journal.objects.filter(geste=Geste.REFUSER).get()
    assert (ligne.auteur is not None, ligne.detail["motif"]) == (True, "On reconnaît quelqu’un.")
    organisatrice.post(url, {"geste": "remettre", "mot": reponse.pk})
    assert "moulin" in read(autre)
    organisatrice.post(url, {"geste": "masquer", "mot": "", "motif": "Hors sujet."})
    page = reverse("formation:stagiaire_question_detail", args=[build_cle(autre.inscription), question.pk])
    assert Client().get(page).status_code == 404
    # A peer does not hide.
    assert Client().post(page, {"geste": "masquer", "motif": "Non"}).status_code == 404
