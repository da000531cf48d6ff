"""The bank of the end test: what it holds cannot be guessed from the shape of the answers."""

from collections import Counter

import pytest

from convive.formation.rules.banque import (
    MAX_QUESTIONS,
    build_banque,
    build_test,
    compute_seuil,
    draw_questions,
    explain_composition,
    is_officielle,
)
from convive.formation.rules.cours import StatutApport
from convive.formation.selectors.contenus import get_titres_sequences
from convive.formation.selectors.cours import get_cours
from convive.formation.selectors.questionnaires import get_banque, get_questionnaires
from convive.prise_poste.rules.contenus import ContenuInvalide

QUESTIONS = list(get_banque().questions.values())


def get_longueurs(row) -> tuple[int, list[int]]:
    juste = len(row.question.get_nom(row.question.juste))
    return juste, [len(choix.nom) for choix in row.question.choix]


def test_each_objective_of_the_course_has_enough_questions():
    nombres = Counter(row.objectif for row in QUESTIONS)
    assert set(nombres) == {objectif.cle for objectif in get_cours("ctg_deux_jours").objectifs}
    for objectif, minimum in {"O1": 20, "O2": 10, "O3": 16, "O4": 12}.items():
        assert nombres[objectif] >= minimum, objectif
    assert {row.sequence for row in QUESTIONS} <= set(get_titres_sequences())


def test_no_length_and_no_place_gives_the_answer_away():
    longues = sum(juste == max(longueurs) for juste, longueurs in map(get_longueurs, QUESTIONS))
    courtes = sum(juste == min(longueurs) for juste, longueurs in map(get_longueurs, QUESTIONS))
    assert longues <= 0.3 * len(QUESTIONS)
    assert courtes <= 0.3 * len(QUESTIONS)
    for cle, nombre in Counter(row.question.juste for row in QUESTIONS).items():
        assert 0.2 <= nombre / len(QUESTIONS) <= 0.3, cle


def test_nothing_is_asked_or_proposed_twice():
    assert len({row.question.texte.casefold() for row in QUESTIONS}) == len(QUESTIONS)
    for row in QUESTIONS:
        noms = {choix.nom.casefold() for choix in row.question.choix}
        assert len(noms) == 4, row.cle
        assert 25 <= len(row.question.explication) <= 260, row.cle


def test_a_rule_has_an_official_address_and_law_is_asked_about():
    regles = [row for row in QUESTIONS if row.statut is StatutApport.REGLE]
    assert all(url.startswith("https://") for row in QUESTIONS for url in row.sources)
    assert sum(row.objectif == "O1" for row in regles) >= 15
    assert all(row.sources for row in regles)


@pytest.mark.parametrize(
    ("url", "officielle"),
    [
        ("https://www.legifrance.gouv.fr/codes/", True),
        ("https://caf.fr/partenaires", True),
        ("https://faux-caf.fr/", False),
        ("https://www.ithea-conseil.fr/", False),
        ("https://exemple.fr/?caf.fr", False),
    ],
)
def test_a_site_is_official_or_under_one_that_is(url, officielle):
    assert is_officielle(url, ["gouv.fr", "caf.fr"]) is officielle


@pytest.mark.parametrize(
    "change",
    [
        {"juste": "e"},
        {"choix": {"a": "Un", "b": "Deux"}},
        {"explication": ""},
        {"statut": "regle", "sources": ["https://exemple.fr/"]},
        {"cle": "q2"},
    ],
    ids=str,
)
def test_a_question_that_cannot_be_asked_is_refused(change):
    ligne = {"cle": "q1", "sequence": "S1", "statut": "usage", "texte": "?", "juste": "a", "explication": "Parce que."}
    ligne["choix"] = dict(zip("abcd", ("Un", "Deux", "Trois", "Quatre"), strict=True))
    contenu = {"date": 1, "objectif": "O1", "titre": "Un", "questions": [ligne, ligne | {"cle": "q2"}]}
    assert len(build_banque([contenu | {"questions": [ligne]}], ["caf.fr"]).questions) == 1
    with pytest.raises(ContenuInvalide):
        build_banque([contenu | {"questions": [ligne | change, ligne | {"cle": "q2"}]}], ["caf.fr"])


def test_a_draw_takes_as_many_of_each_objective_and_stays_the_same():
    tirage = draw_questions(get_banque(), "session")
    assert tirage == draw_questions(get_banque(), "session") != draw_questions(get_banque(), "autre")
    assert Counter(cle[:2] for cle in tirage) == {"o1": 4, "o2": 4, "o3": 4, "o4": 4}
    assert explain_composition(get_banque(), tirage) == ""
    assert "au moins 3 questions pour «\u00a0Tenir une veille\u00a0»" in explain_composition(
        get_banque(), [cle for cle in tirage if not cle.startswith("o2")]
    )
    assert f"{MAX_QUESTIONS} questions au plus" in explain_composition(get_banque(), get_banque().questions)


def test_each_person_reads_the_same_questions_in_her_own_order():
    modele, tirage = get_questionnaires()["test_fin"], draw_questions(get_banque(), "session")
    une, encore, autre = (build_test(get_banque(), modele, tirage, graine) for graine in ("une", "une", "autre"))
    assert une == encore
    assert [q.cle for q in une.questions] != [q.cle for q in autre.questions]
    assert {q.cle for q in une.questions} == {q.cle for q in autre.questions} == set(tirage)
    places = Counter(
        next(n for n, c in enumerate(q.choix) if c.cle == q.juste) for q in une.questions + autre.questions
    )
    assert set(places) == {0, 1, 2, 3}
    assert (une.seuil, compute_seuil(10), compute_seuil(20)) == (12, 7, 14)
