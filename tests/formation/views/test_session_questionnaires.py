"""The questionnaires of a session: totals with their denominators, nobody alone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.models import QuestionnaireSession, SessionFormation
from convive.formation.selectors.questionnaires import get_banque
from tests.espaces.factories import create_compte, create_membre
from tests.formation.factories_formation import create_inscription_essai
from tests.pages_lues import lis

pytestmark = pytest.mark.django_db


@pytest.fixture
def finie(session) -> SessionFormation:
    SessionFormation.objects.filter(pk=session.pk).update(date_debut="2026-10-12", date_fin="2026-10-13")
    session.refresh_from_db()
    return session


@pytest.fixture
def url(finie) -> str:
    return reverse("formation:session_questionnaires", args=[finie.espace_id, finie.pk])


def answer(session, nom: str, cle: str, reponses: dict[str, object]) -> QuestionnaireSession:
    inscription = session.inscriptions.filter(nom=nom).first()
    inscription = inscription or create_inscription_essai(session, nom, email=f"{nom.lower()}@exemple.fr")
    return QuestionnaireSession.objects.create(
        session=session, inscription=inscription, cle=cle, reponses=reponses, termine_le=timezone.now()
    )


def test_nothing_is_added_up_under_three_people(url, finie, organisatrice):
    for nom in ("Une", "Deux"):
        answer(finie, nom, "a_chaud", {"objectifs": 1, "garder": f"Mot de {nom}"})
        for cle in ("positionnement_entree", "positionnement_sortie"):
            answer(finie, nom, cle, {"S1": 3, "F1": 3, "P1": 3})
    page = organisatrice.get(url).content.decode()
    assert "Mot de" not in page
    assert "Il faut au moins 3 personnes aux deux grilles" in page
    answer(finie, "Trois", "a_chaud", {"objectifs": 4, "garder": "Mot de Trois"})
    for cle, niveau in (("positionnement_entree", 0), ("positionnement_sortie", 4)):
        answer(finie, "Trois", cle, {"S1": niveau, "F1": niveau, "P1": niveau})
    page = organisatrice.get(url).content.decode()
    assert "1 sur 3" in page
    assert page.index("Mot de Deux") < page.index("Mot de Trois") < page.index("Mot de Une")
    assert "2,0" in page
    assert "3,3" in page


def test_what_they_would_do_again_is_read_from_three_and_without_a_name(url, finie, organisatrice):
    for nom in ("Une", "Deux"):
        answer(finie, nom, "a_chaud", {"lundi": f"Geste de {nom}"})
    assert "Geste de" not in organisatrice.get(url).content.decode()
    answer(finie, "Trois", "a_chaud", {"lundi": "Geste de Trois"})
    page = lis(organisatrice.get(url).content.decode())
    assert "<li>Geste de Deux</li><li>Geste de Trois</li><li>Geste de Une</li>" in page


def test_the_need_of_each_is_read_by_who_prepares(url, finie, organisatrice):
    answer(finie, "Une", "besoin_stagiaire", {"attente": "Tenir un COPIL", "sujets": ["S3", "S4"], "employeur": "oui"})
    answer(finie, "Deux", "besoin_stagiaire", {"sujets": ["S4"]})
    page = lis(organisatrice.get(url).content.decode())
    assert "Tenir un COPIL" in page
    assert page.index("Animer les instances\u00a0: 2 sur 2") < page.index("Piloter un plan d’actions\u00a0: 1 sur 2")
    assert "Piloter un plan d’actions, Animer les instances" in page
    assert "Secret" not in page


def test_the_end_test_tells_who_reached_the_threshold(url, finie, organisatrice):
    answer(finie, "Une", "test_fin", {"t1": "b", "t2": "c"})
    page = organisatrice.get(url).content.decode()
    assert "Une\u00a0: 2 sur 10, sous le seuil de 7" in page


def test_results_by_objective_add_what_was_asked(url, finie, organisatrice):
    # The former test has no objective, and is not added.
    answer(finie, "Ancienne", "test_fin", {"t1": "b"})
    for nom, questions in (("Une", ["o1_01", "o2_01"]), ("Deux", ["o1_01", "o1_02", "o1_03"])):
        row = answer(finie, nom, "test_fin", {"o1_01": get_banque().questions["o1_01"].question.juste})
        row.tirage = {"questions": questions, "graine": nom, "banque": "2026-12-01"}
        row.save()
    page = lis(organisatrice.get(url).content.decode())
    # One right answer out of one, and out of three: two out of four, which is not the mean of the rates.
    assert '<td data-titre="Bonnes réponses">2 sur 4</td>' in page
    assert '<td data-titre="Bonnes réponses">0 sur 1</td>' in page
    assert "Ancienne\u00a0: 1 sur 10" in page
    assert "Deux\u00a0: 1 sur 3, sous le seuil de 3" in page
    bilan = reverse("formation:session_bilan", args=[finie.espace_id, finie.pk])
    # Readers of the report see nothing by objective below three people.
    assert "Bonnes réponses" not in organisatrice.get(bilan).content.decode()
    row = answer(finie, "Trois", "test_fin", {"o1_01": "a"})
    row.tirage = {"questions": ["o1_01"], "graine": "t", "banque": "2026-12-01"}
    row.save()
    page = organisatrice.get(bilan).content.decode()
    assert "Bonnes réponses par objectif" in page
    assert "Deux\u00a0: 1 sur 3" not in page


def test_who_was_asked_and_has_not_answered_is_named(url, finie, organisatrice, django_capture_on_commit_callbacks):
    inscription = create_inscription_essai(finie, "Silence", email="s@exemple.fr")
    QuestionnaireSession.objects.create(
        session=finie, inscription=inscription, cle="a_chaud", etat="parti", parti_le="2026-10-13T18:00:00Z"
    )
    assert "Silence" in organisatrice.get(url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        page = organisatrice.post(url, {"rappeler": "a_chaud"}, follow=True).content.decode()
    assert "1\u00a0rappel part." in page
    assert QuestionnaireSession.objects.get().rappels == 1
    assert "n’existe pas" in organisatrice.post(url, {"rappeler": "x"}, follow=True).content.decode()


def test_what_is_due_leaves_on_a_click(url, finie, organisatrice):
    today = timezone.localdate()
    SessionFormation.objects.filter(pk=finie.pk).update(date_debut=today, date_fin=today)
    create_inscription_essai(finie, "Une", email="une@exemple.fr")
    for phrase in ("1\u00a0message envoyé.", "0\u00a0message envoyé."):
        assert phrase in organisatrice.post(url, {"geste": "envoyer"}, follow=True).content.decode()


def test_whoever_teaches_reads_the_totals_and_sends_nothing(url, finie, client):
    formatrice = create_compte("formatrice")
    create_membre(finie.espace, formatrice, "formateur")
    client.force_login(formatrice, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(url).status_code == 200
    assert client.post(url, {"geste": "envoyer"}).status_code == 403


def test_it_costs_the_same_with_many(url, finie, organisatrice, count_queries_get):
    answer(finie, "P", "a_chaud", {"objectifs": 3})
    once = count_queries_get(organisatrice, url)
    for rang in range(20):
        answer(finie, f"P{rang}", "a_chaud", {"objectifs": 3})
        answer(finie, f"P{rang}", "test_fin", {"t1": "b"})
    assert count_queries_get(organisatrice, url) == once
