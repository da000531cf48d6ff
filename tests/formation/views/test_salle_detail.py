"""The projected page: the schedule without a script, the wall, totals without names."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.models import DemiJournee, QuestionMur, QuestionnaireSession
from convive.formation.rules.enquetes import Enquete
from convive.formation.rules.salle import MAX_QUESTIONS
from convive.formation.selectors.test_fin import build_tirage
from tests.formation.factories_atelier import create_salle_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def salle(chargee):
    return create_salle_essai(chargee, 4)


@pytest.fixture
def url(salle) -> str:
    return reverse("formation:salle_detail", args=[salle[0].espace_id, salle[0].pk])


def test_schedule_is_on_the_page_without_a_script_and_nobody_is_named(url, salle, chargee, connecte):
    for rang, demi in enumerate(DemiJournee.objects.filter(session=salle[0]), 1):
        demi.sequences = [f"S{rang}"]
        demi.save()
    page = connecte(chargee).get(url).content.decode()

    assert page.count("data-minutes") == 4
    assert "9\u00a0h\u00a000" in page or "9 h 00" in page.replace("\u00a0", " ")
    assert "Personne 1" not in page
    assert "style=" not in page


def test_questions_are_added_ticked_and_removed(url, salle, chargee, connecte):
    client = connecte(chargee)
    for _ in range(2):
        client.post(url, {"geste": "ajouter", "texte": "  Qui décide  ? "})
    question = QuestionMur.objects.get()
    assert question.texte == "Qui décide ?"

    client.post(url, {"geste": "cocher", "question": question.pk})
    question.refresh_from_db()
    assert question.repondue_le is not None
    assert "toutes ont une réponse" in client.get(url).content.decode()

    client.post(url, {"geste": "retirer", "question": question.pk})
    assert QuestionMur.objects.count() == 0


@pytest.mark.parametrize("texte", ["", "x" * 241])
def test_what_is_no_question_is_refused(url, texte, chargee, connecte):
    answer = connecte(chargee).post(url, {"geste": "ajouter", "texte": texte})

    assert answer.status_code == 200
    assert QuestionMur.objects.count() == 0


def test_question_of_another_session_is_left(url, chargee, connecte):
    autre, _ = create_salle_essai(chargee)
    question = QuestionMur.objects.create(session=autre, texte="Ailleurs ?")

    connecte(chargee).post(url, {"geste": "retirer", "question": question.pk})

    assert QuestionMur.objects.filter(pk=question.pk).exists()


def test_wall_has_an_end(url, salle, chargee, connecte):
    QuestionMur.objects.bulk_create(
        QuestionMur(session=salle[0], texte=f"Question {rang}") for rang in range(MAX_QUESTIONS)
    )

    answer = connecte(chargee).post(url, {"geste": "ajouter", "texte": "Une de plus ?"})

    assert f"déjà {MAX_QUESTIONS} questions" in answer.content.decode()


def test_totals_come_by_threes(url, salle, chargee, connecte):
    session, inscriptions = salle
    client = connecte(chargee)
    for rang, inscription in enumerate(inscriptions):
        inscription.session = session
        QuestionnaireSession.objects.create(
            session=session,
            cle=Enquete.TEST_FIN.value,
            inscription=inscription,
            tirage=build_tirage(inscription),
            termine_le=timezone.now(),
        )
        vivant = client.get(url, headers={"HX-Request": "true"}).content.decode()
        assert ("sur 3</b>" in vivant) is (rang >= 2)
        assert "sur 4</b>" not in vivant
