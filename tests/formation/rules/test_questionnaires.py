"""A test is corrected, opinions are added up, never under three people."""

import pytest

from convive.formation.rules.questionnaires import build_questionnaires, correct_test, say_reponse, summarize
from convive.formation.selectors.cours import get_cours
from convive.formation.selectors.questionnaires import get_questionnaires
from convive.prise_poste.rules.contenus import ContenuInvalide

CHOIX = [{"cle": "a", "nom": "Un"}, {"cle": "b", "nom": "Deux"}]


def build(**change: object):
    question = {"cle": "q", "type": "choix", "texte": "?", "choix": CHOIX} | change
    return build_questionnaires({"x": {"titre": "X", "pour": "stagiaire", "questions": [question]}})["x"]


def test_the_end_test_counts_right_answers_and_explains():
    questionnaire = get_questionnaires()["test_fin"]
    justes = {question.cle: question.juste for question in questionnaire.questions}
    assert correct_test(questionnaire, justes).is_atteint
    resultat = correct_test(questionnaire, dict(list(justes.items())[:6]) | {"t10": "inconnue"})
    assert (resultat.justes, resultat.total, resultat.is_atteint) == (6, 10, False)
    assert resultat.lignes[9].attendue.startswith("Dire comment")
    assert all(ligne.question.explication for ligne in resultat.lignes)


def test_the_length_of_an_answer_of_the_former_test_does_not_give_it_away():
    for question in get_questionnaires()["test_fin"].questions:
        longueurs = {choix.cle: len(choix.nom) for choix in question.choix}
        assert longueurs[question.juste] < max(longueurs.values()), question.cle


@pytest.mark.parametrize(
    ("type_question", "reponse", "dite"),
    [
        ("echelle", 3, "Plutôt oui"),
        ("echelle", 0, "Pas du tout"),
        ("oui_non", "non", "Non"),
        ("choix", "b", "Deux"),
        ("choix_multiple", ["a", "b"], "Un, Deux"),
        ("texte", "Le groupe", "Le groupe"),
        ("texte", "", ""),
        ("echelle", None, ""),
    ],
)
def test_an_answer_is_said_in_the_words_of_the_page(type_question, reponse, dite):
    assert say_reponse(build(type=type_question).questions[0], reponse) == dite


@pytest.mark.parametrize(
    "change",
    [{"type": "inconnu"}, {"choix": []}, {"juste": "z"}],
    ids=str,
)
def test_a_question_that_no_page_could_ask_is_refused(change):
    with pytest.raises(ContenuInvalide):
        build(**change)


def test_a_threshold_that_nobody_reaches_or_a_key_twice_is_refused():
    question = {"cle": "q", "type": "texte", "texte": "?"}
    for contenu in ({"questions": [question], "seuil": 1}, {"questions": [question, question]}):
        with pytest.raises(ContenuInvalide):
            build_questionnaires({"x": {"titre": "X", "pour": "y", **contenu}})


@pytest.mark.parametrize(("dites", "secret"), [(0, False), (1, True), (2, True), (3, False)], ids=str)
def test_under_three_answers_nothing_is_added_up(dites, secret):
    questionnaire = build(type="echelle", choix=[])
    (ligne,) = summarize(questionnaire, [{"q": 4}] * dites + [{}] * 5)
    assert (ligne.total, ligne.is_secret) == (dites, secret)
    assert (ligne.moyenne is None) is (dites < 3)


def test_each_sort_is_added_up_its_own_way():
    (echelle,) = summarize(build(type="echelle", choix=[]), [{"q": n} for n in (0, 3, 4, 4)])
    assert (echelle.positives, echelle.moyenne) == (3, 2.75)
    assert (echelle.parts[0].libelle, echelle.parts[0].nombre) == ("Tout à fait", 2)
    (oui,) = summarize(build(type="oui_non", choix=[]), [{"q": "oui"}, {"q": "non"}, {"q": "oui"}])
    assert oui.positives == 2
    (multiple,) = summarize(build(type="choix_multiple"), [{"q": ["a", "b"]}, {"q": ["a"]}, {"q": ["b"]}, {"q": []}])
    assert [(part.libelle, part.nombre, part.total) for part in multiple.parts] == [("Un", 2, 3), ("Deux", 2, 3)]
    (texte,) = summarize(build(type="texte", choix=[]), [{"q": t} for t in ("z", "a", "m")])
    assert texte.textes == ("a", "m", "z")


def test_the_needs_propose_every_sequence_of_the_course():
    cours = get_cours("ctg_deux_jours")
    for cle in ("besoin", "besoin_stagiaire"):
        sujets = next(row for row in get_questionnaires()[cle].questions if row.cle == "sujets")
        assert [(choix.cle, choix.nom) for choix in sujets.choix] == [(row.cle, row.sujet) for row in cours.sequences]
        assert {"S1B", "S1C", "S3B", "S8", "S9"} <= {choix.cle for choix in sujets.choix}
        assert len({choix.nom for choix in sujets.choix}) == len(sujets.choix)
