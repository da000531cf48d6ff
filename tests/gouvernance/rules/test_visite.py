"""The screens of the tour, and the questions worth asking."""

from convive.gouvernance.rules.visite import (
    SIGLES,
    Etape,
    FaitsQuestions,
    choose_questions,
    get_precedente,
    get_rang,
    get_suivante,
)
from convive.ui.glossaire import get_sigle


def test_ten_screens_follow_one_another():
    assert len(Etape) == 10
    seen, etape = [], next(iter(Etape))
    while etape is not None:
        assert get_rang(etape) == len(seen) + 1
        assert get_precedente(etape) == (seen[-1] if seen else None)
        seen.append(etape)
        etape = get_suivante(etape)
    assert seen == list(Etape)


def test_every_word_is_in_the_glossary():
    assert all(get_sigle(sigle).definition for sigle in SIGLES)


def test_three_questions_that_the_facts_raise_first():
    toujours = choose_questions(FaitsQuestions())
    assert len(toujours) == 3
    faits = FaitsQuestions(6, "La maison", "Lusset", has_propre=False, decisions_en_retard=2)
    asked = choose_questions(faits)
    assert "bloque «\xa0La maison\xa0»" in asked[0]
    assert "propre à Lusset" in asked[1]
    assert "préparer la suite" in asked[2]
    assert "pas encore été faites" in choose_questions(FaitsQuestions(decisions_en_retard=1))[0]
    assert "en retard" in choose_questions(FaitsQuestions(mois_restants=30, actions_en_retard=1))[0]
