"""What an assessment may say: the observation decides, the test is said beside it."""

from convive.formation.rules.observation import ACQUIS, EN_COURS, NON_EVALUE, evaluate
from convive.formation.rules.questionnaires import ResultatObjectif

OBJECTIFS = [("O1", "Expliquer la démarche"), ("O2", "Organiser une veille"), ("O3", "Animer")]
TESTS = {"O1": ResultatObjectif("O1", "Comprendre", 1, 4), "O3": ResultatObjectif("O3", "Animer", 4, 4)}


def test_observation_decides_and_each_measure_is_said() -> None:
    un, deux, trois = evaluate(OBJECTIFS, {"O1": "seul", "O2": "avec_aide"}, TESTS)

    assert (un.etat, deux.etat, trois.etat) == (ACQUIS, EN_COURS, NON_EVALUE)
    assert un.mesure == (
        "observation pendant la formation\u00a0: réalisé en autonomie\u202f; test de fin\u00a0: 1 bonne réponse sur 4"
    )
    assert deux.mesure == "observation pendant la formation\u00a0: réalisé avec aide"
    assert trois.mesure == "test de fin\u00a0: 4 bonnes réponses sur 4"


def test_not_yet_is_not_a_failure() -> None:
    assert [row.etat for row in evaluate(OBJECTIFS[:1], {"O1": "pas_encore"}, {})] == [EN_COURS]


def test_test_alone_gives_no_assessment() -> None:
    assert evaluate(OBJECTIFS, {}, TESTS) == []
