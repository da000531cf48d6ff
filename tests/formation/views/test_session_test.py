"""Who teaches chooses what the end test asks, until somebody has begun it."""

import pytest
from django.urls import reverse

from convive.formation.models import QuestionnaireSession
from convive.formation.selectors.questionnaires import get_banque
from convive.formation.selectors.test_fin import list_questions
from convive.journal.models import Journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session) -> str:
    return reverse("formation:session_test", args=[session.espace_id, session.pk])


def build_saisie(nombre: int) -> dict[str, list[str]]:
    return {
        objectif.cle: [row.cle for row in objectif.questions if not row.is_retiree][:nombre]
        for objectif in get_banque().objectifs
    }


def test_the_bank_is_read_with_its_answers_and_sources(url, session, organisatrice):
    page = organisatrice.get(url).content.decode()
    for cle, row in get_banque().questions.items():
        # A retired question is still marked where it was asked; it is no longer offered.
        assert (f'value="{cle}"' in page) is not row.is_retiree
        assert (row.question.explication in page) is not row.is_retiree
    assert "16\u00a0questions, les mêmes pour tout le groupe\u00a0; 12 bonnes réponses" in page
    assert page.count(" checked") == 16
    assert ">legifrance.gouv.fr</a>" in page


def test_questions_are_chosen_one_by_one(url, session, organisatrice):
    page = organisatrice.post(url, build_saisie(3), follow=True).content.decode()
    assert "Les questions du test sont enregistrées." in page
    session.refresh_from_db()
    assert (len(session.test_questions), session.version) == (12, 2)
    assert list_questions(session) == tuple(session.test_questions)
    assert Journal.objects.filter(detail__test=12).count() == 1
    # The same again changes nothing.
    organisatrice.post(url, build_saisie(3))
    assert Journal.objects.filter(detail__test=12).count() == 1


@pytest.mark.parametrize(
    ("saisie", "phrase"),
    [
        (build_saisie(3) | {"O2": ["o2_01"]}, "Choisissez au moins 3 questions pour «\u00a0Tenir une veille\u00a0»."),
        (build_saisie(12), "Choisissez 30 questions au plus"),
        ({"geste": "hasard", "nombre": "40"}, "Questions par objectif"),
    ],
    ids=["objective", "length", "number"],
)
def test_a_test_that_would_say_little_is_refused(url, session, organisatrice, saisie, phrase):
    page = organisatrice.post(url, saisie).content.decode()
    assert phrase in page
    session.refresh_from_db()
    assert session.test_questions == []


def test_others_are_drawn(url, session, organisatrice):
    organisatrice.post(url, {"geste": "hasard", "nombre": "5"})
    session.refresh_from_db()
    assert len(session.test_questions) == 20


def test_once_begun_it_does_not_change(url, session, inscription, organisatrice):
    QuestionnaireSession.objects.create(
        session=session, inscription=inscription, cle="test_fin", tirage={"questions": ["o1_01"], "graine": "x"}
    )
    assert "Enregistrer ces questions" not in organisatrice.get(url).content.decode()
    assert "tout le groupe garde les mêmes questions" in organisatrice.post(url, build_saisie(3)).content.decode()
    session.refresh_from_db()
    assert session.test_questions == []


def test_a_course_of_one_day_asks_only_about_its_objectives(session):
    assert {row.objectif for cle, row in get_banque().questions.items() if cle in list_questions(session)} == {
        "O1",
        "O2",
        "O3",
        "O4",
    }
    session.programme.source = "ctg_un_jour"
    assert {get_banque().questions[cle].objectif for cle in list_questions(session)} == {"O1", "O3", "O4"}
    # The bank knows none of the objectives of the half-day for élu·es.
    session.programme.source = "ctg_elus"
    assert len(list_questions(session)) == 16
