"""A trainee answers the end test and gives her opinion: as she goes, once, without an account."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import QuestionnaireSession, SessionFormation
from convive.formation.selectors.enquetes import get_resultat_test
from convive.formation.selectors.questionnaires import get_banque, get_questionnaires
from convive.formation.selectors.test_fin import get_test
from convive.journal.models import Journal
from tests.pages_lues import lis

pytestmark = pytest.mark.django_db


@pytest.fixture
def finie(session) -> SessionFormation:
    SessionFormation.objects.filter(pk=session.pk).update(date_debut="2020-01-06", date_fin="2020-01-07")
    return session


def get_url(inscription, enquete: str) -> str:
    return reverse("formation:stagiaire_questionnaire", args=[build_cle(inscription), enquete])


@pytest.fixture
def justes(inscription) -> dict[str, str]:
    return {question.cle: question.juste for question in get_test(None, inscription).questions}


def test_the_end_test_is_explained_once_finished(client, finie, inscription, justes):
    url, (premiere, *_) = get_url(inscription, "test_fin"), justes
    faux = justes | {premiere: "a" if justes[premiere] != "a" else "b"}
    assert get_resultat_test(inscription) is None
    client.post(url, faux | {"geste": "garder"})
    assert "Enregistré." in client.get(f"{url}?garde=1").content.decode()
    client.post(url, faux | {"geste": "terminer"})
    page = client.get(url).content.decode()
    assert "15\u00a0réponses justes sur 16" in page
    question = get_banque().questions[premiere].question
    assert f"La bonne réponse\u00a0: {question.get_nom(question.juste)}" in page
    assert question.explication in page
    for objectif in get_resultat_test(inscription).objectifs:
        assert f"{objectif.justes} sur {objectif.total}" in page
    assert get_resultat_test(inscription).justes == 15
    # Finished, it does not change.
    client.post(url, justes | {"geste": "terminer"})
    assert get_resultat_test(inscription).justes == 15


def test_what_was_asked_stays_when_the_session_changes_its_questions(client, finie, inscription, justes):
    url, premiere = get_url(inscription, "test_fin"), next(iter(justes))
    ordre = [question.cle for question in get_test(None, inscription).questions]
    client.post(url, {premiere: justes[premiere], "geste": "garder"})
    SessionFormation.objects.filter(pk=finie.pk).update(test_questions=["o1_01", "o2_01", "o3_01", "o4_01"])
    row = QuestionnaireSession.objects.get()
    row.inscription.session.refresh_from_db()
    assert set(row.tirage["questions"]) == set(ordre)
    assert [question.cle for question in get_test(row, row.inscription).questions] == ordre
    page = client.get(url).content.decode()
    places = [page.index(f'name="{cle}"') for cle in ordre]
    assert places == sorted(places)
    client.post(url, justes | {"geste": "terminer"})
    assert get_resultat_test(inscription).justes == 16


def test_the_former_test_is_read_and_marked_as_it_was(client, finie, inscription):
    anciennes = get_questionnaires()["test_fin"].questions
    dites = {question.cle: question.juste for question in anciennes} | {"t1": "a"}
    url = get_url(inscription, "test_fin")
    row = QuestionnaireSession.objects.create(session=finie, inscription=inscription, cle="test_fin", reponses=dites)
    # A draft goes on with its own questions.
    assert anciennes[0].texte in client.get(url).content.decode()
    client.post(url, dites | {"geste": "terminer"})
    row.refresh_from_db()
    assert row.tirage == {}
    page = client.get(url).content.decode()
    assert "9\u00a0réponses justes sur 10. Le seuil de 7 est atteint." in lis(page)
    assert "Bonnes réponses par objectif" not in page


def test_an_explanation_is_not_given_before_the_end(client, finie, inscription):
    page = client.get(get_url(inscription, "test_fin")).content.decode()
    for question in get_test(None, inscription).questions:
        assert question.texte in page
        assert question.explication not in page


def test_an_opinion_leaves_a_trace_without_its_words(client, finie, inscription):
    url = get_url(inscription, "a_chaud")
    client.post(url, {"objectifs": "4", "garder": "Le jeu de rôle", "geste": "terminer"})
    row = QuestionnaireSession.objects.get()
    assert row.reponses == {"objectifs": 4, "garder": "Le jeu de rôle"}
    ligne = Journal.objects.get(geste="soumettre")
    assert (ligne.au_nom_de, "Le jeu" in str(ligne.detail)) == ("Ysoline Ferrandou", False)
    assert "Merci." in client.get(url).content.decode()


def test_each_says_her_need_before_the_first_day_and_who_reads_it(client, session, inscription):
    url, jour = get_url(inscription, "besoin_stagiaire"), timezone.localdate() + timedelta(days=20)
    SessionFormation.objects.filter(pk=session.pk).update(date_debut=jour, date_fin=jour + timedelta(days=1))
    assert "avec votre nom" in client.get(url).text
    client.post(url, {"attente": "Tenir un COPIL", "sujets": ["S3", "S4"], "geste": "terminer"})
    assert QuestionnaireSession.objects.get().reponses == {"attente": "Tenir un COPIL", "sujets": ["S3", "S4"]}
    QuestionnaireSession.objects.all().delete()
    SessionFormation.objects.filter(pk=session.pk).update(date_debut="2020-01-06", date_fin="2020-01-07")
    assert "se remplit avant le premier jour" in client.get(url).text


def test_what_she_needs_adapted_goes_with_her_inscription_only(client, session, inscription):
    url, jour = get_url(inscription, "besoin_stagiaire"), timezone.localdate() + timedelta(days=20)
    SessionFormation.objects.filter(pk=session.pk).update(date_debut=jour, date_fin=jour + timedelta(days=1))
    type(inscription).objects.update(adaptation="Un écran proche", adaptation_faite="Placée devant")
    # A draft stays hers.
    client.post(url, {"adaptation": "Une pause toutes les heures", "geste": "garder"})
    inscription.refresh_from_db()
    assert inscription.adaptation == "Un écran proche"
    client.post(url, {"adaptation": "Une pause toutes les heures", "deja": "Un COPIL", "geste": "terminer"})
    inscription.refresh_from_db()
    assert inscription.adaptation == "Un écran proche\nFait\u00a0: Placée devant\nUne pause toutes les heures"
    assert inscription.adaptation_faite == ""
    row = QuestionnaireSession.objects.get()
    assert (row.reponses, row.is_termine) == ({"deja": "Un COPIL"}, True)
    assert "pause" not in str(Journal.objects.get(geste="soumettre").detail)


@pytest.mark.parametrize(
    ("saisie", "phrase"),
    [({"geste": "terminer"}, "Répondez à une question"), ({"objectifs": "9", "geste": "garder"}, "réponses proposées")],
    ids=str,
)
def test_what_cannot_be_is_said(client, finie, inscription, saisie, phrase):
    assert phrase in client.post(get_url(inscription, "a_chaud"), saisie).content.decode()
    assert not QuestionnaireSession.objects.filter(termine_le__isnull=False).exists()


def test_nothing_opens_before_its_day_and_nothing_unknown(client, session, inscription):
    for enquete in ("test_fin", "a_chaud", "a_froid_stagiaire"):
        url = get_url(inscription, enquete)
        assert "s’ouvrira plus tard" in client.get(url).content.decode()
        client.post(url, {"objectifs": "4", "geste": "terminer"})
    assert not QuestionnaireSession.objects.exists()
    for enquete in ("a_froid_employeur", "besoin", "inconnu"):
        assert client.get(get_url(inscription, enquete)).status_code == 404


def test_her_home_says_what_is_open_then_what_is_done(client, finie, inscription, justes):
    accueil = reverse("formation:stagiaire_detail", args=[build_cle(inscription)])
    page = client.get(accueil).content.decode()
    assert page.index("À faire maintenant") < page.index("Le test de fin")
    client.post(get_url(inscription, "test_fin"), justes | {"geste": "terminer"})
    page = client.get(accueil).content.decode()
    assert page.index("Déjà fait") < page.index("Le test de fin")
