"""The order of what answers, and whether a text that is in no index answers."""

import pytest

from convive.recherche.rules.classement import MAX_LU, Rang, compute_rang, is_reponse
from convive.recherche.rules.francais import build_texte_index
from convive.recherche.rules.requete import build_requete


def rank(titre: str, corps: str, question: str) -> Rang:
    return compute_rang(build_texte_index(titre), build_texte_index(corps), build_requete(question))


@pytest.mark.parametrize(
    ("question", "premier", "second"),
    [
        pytest.param("crèche", ("La crèche", ""), ("Divers", "crèche " * 40), id="title before body"),
        pytest.param(
            "petite enfance", ("Petite enfance", ""), ("La petite crèche", "enfance"), id="two words of the title"
        ),
        pytest.param("petite enfance", ("Petite enfance", ""), ("Enfance, petite", ""), id="side by side in the title"),
        pytest.param(
            "petite enfance",
            ("Note", "la petite enfance"),
            ("Note", "une enfance dans une petite ville"),
            id="side by side in the body",
        ),
        pytest.param("crèche", ("Note", "crèche, puis crèche"), ("Note", "crèche"), id="twice before once"),
        pytest.param(
            "crèche", ("Note", "une crèche"), ("Note", "une crèche " + "autre " * 300), id="short before long"
        ),
        pytest.param(
            "crèche mercredi",
            ("Note", "crèche mercredi"),
            ("Note", "crèche " * 30),
            id="two words before one that comes again",
        ),
    ],
)
def test_what_comes_first(question: str, premier: tuple[str, str], second: tuple[str, str]):
    assert rank(*premier, question) > rank(*second, question)


def test_the_beginning_of_a_long_text_is_enough():
    assert rank("Note", "autre " * MAX_LU + "crèche", "crèche") == rank("Note", "autre " * MAX_LU, "crèche")


def test_same_texts_have_the_same_rank():
    assert rank("Crèche", "la crèche", "crèche") == rank("Crèche", "la crèche", "crèche")


@pytest.mark.parametrize(
    ("question", "attendu"),
    [
        ("creche", True),
        ("crech", True),
        ("crèche mercredi", True),
        ("crèche samedi", False),
        ("crèche -mercredi", False),
        ("crèche -samedi", True),
        ('"crèche fermée"', True),
        ('"fermée crèche"', False),
        ('"nord crèche"', False),
        ("-samedi", False),
        ("", False),
    ],
)
def test_whether_a_text_answers(question: str, attendu: bool):
    titre, corps = build_texte_index("Note du nord"), build_texte_index("La crèche fermée le mercredi")
    assert is_reponse(titre, corps, build_requete(question)) is attendu


def test_one_word_is_enough_when_asked():
    assert is_reponse("crech", "", build_requete("crèche samedi").with_un_seul_mot())
    assert not is_reponse("crech", "", build_requete("note samedi").with_un_seul_mot())
