"""From needs to a draft: what was asked first, what does not fit is said, what room is left is filled."""

import pytest

from convive.formation.rules.besoin import build_champs, build_proposition, read_personnes, write_reponses
from convive.formation.rules.cours import MINUTES_DEMI_JOURNEE
from convive.formation.selectors.cours import get_cours
from convive.formation.selectors.demande import get_questionnaire_besoin

COURS = get_cours("ctg_deux_jours")
TOUTES = [row.cle for row in COURS.sequences]


def list_cles(reponses) -> list[str]:
    return [row.cle for row, _, _ in build_proposition(COURS, reponses).places]


@pytest.mark.parametrize(
    ("reponses", "cles"),
    [
        ({}, TOUTES),
        # One day: 100 + 70 of 420 minutes, then what fits of the rest of the course, in its order.
        ({"sujets": ["S7", "S6"], "duree": "1"}, ["S1", "S1B", "S1C", "S2", "S3B", "S6", "S7"]),
        # Too much for one day: the last ones that were asked do not fit.
        ({"sujets": ["S1", "S2", "S2B", "S3", "S4"], "duree": "1"}, ["S1", "S1B", "S1C", "S2", "S2B", "S3", "S3B"]),
        ({"duree": "3"}, TOUTES),
        ({"duree": "forged", "sujets": "S1"}, TOUTES),
    ],
    ids=str,
)
def test_sequences_follow_what_was_asked(reponses, cles):
    assert sorted(list_cles(reponses)) == sorted(cles)


def test_the_whole_course_fills_its_half_days_exactly():
    proposition = build_proposition(COURS, {"duree": "2"})
    minutes: dict = {}
    for sequence, jour, moment in proposition.places:
        minutes[jour, moment] = minutes.get((jour, moment), 0) + sequence.minutes
    assert set(minutes.values()) == {MINUTES_DEMI_JOURNEE}
    assert proposition.minutes == 840


def test_each_choice_says_why():
    raisons = " ".join(build_proposition(COURS, {"sujets": ["S7"], "duree": "1"}).raisons)
    assert "Durée souhaitée\u00a0: 1\u00a0jour." in raisons
    assert "Demandé\u00a0: «\u00a0Évaluer, et repartir\u00a0»." in raisons
    assert "Ajouté parce qu’il reste du temps" in raisons
    toutes = [row.cle for row in COURS.sequences]
    raisons = " ".join(build_proposition(COURS, {"sujets": toutes, "duree": "1"}).raisons)
    assert "la durée n’y suffit pas" in raisons
    raisons = " ".join(build_proposition(COURS, {"duree": "3"}).raisons)
    assert "Il reste 7\u00a0h à écrire avec l’organisation." in raisons
    assert "Durée non précisée" in " ".join(build_proposition(COURS, {}).raisons)


@pytest.mark.parametrize(
    ("dit", "nombre"),
    [(12, 12), ("une dizaine, 10 ou 12", 10), ("beaucoup", None), ("", None), ("9000", None), (0, None)],
)
def test_how_many_people(dit, nombre):
    assert read_personnes({"personnes": dit}) == nombre


def test_the_sheet_takes_what_the_answers_say():
    champs = build_champs({"personnes": 9, "lieu": "distance", "adaptation": "boucle magnétique"}, "Vallombre")
    assert champs == {
        "modalites_inscription": "À distance.",
        "effectif_max": 9,
        "accessibilite": "Demandé\u00a0: boucle magnétique",
    }
    assert build_champs({}, "Vallombre") == {"modalites_inscription": ""}


def test_answers_are_read_in_words():
    dites = dict(write_reponses(get_questionnaire_besoin(), {"sujets": ["S7", "S4"], "duree": "1", "pourquoi": ""}))
    assert dites == {"Ce qui compte le plus": "Évaluer et Animer les instances", "Durée possible": "Un jour"}


def test_half_days_are_packed_tighter_when_the_order_does_not_fit():
    proposition = build_proposition(COURS, {"sujets": ["S2B", "S4", "S5"], "duree": "1"})
    assert [(row.cle, moment.value) for row, _, moment in proposition.places] == [
        ("S1", "matin"),
        ("S1B", "matin"),
        ("S2B", "apres_midi"),
        ("S4", "apres_midi"),
        ("S5", "apres_midi"),
    ]
