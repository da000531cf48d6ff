"""French typography of what is read: no-break spaces, and dates whose first day of the month is « 1er »."""

import re

import pytest

from tests.architecture.maison import find_wrong
from tests.architecture.phrases import COMMENTAIRE, COMMENTAIRE_YAML, CONTENUS, PHRASES, TEMPLATES, list_phrases

# A space that a line may break, before high punctuation or inside quotation marks.
SECABLE = re.compile(r"(?<=\S) (?=[;?!»](?:[\s<{.,)\"…]|$)|:(?:[\s<{]|$))|(?<=«) ", re.M)
# In a sentence of Python, values stand between the braces of an f-string; a query of the database has its « ? ».
SECABLE_PHRASE = re.compile(r"(?<=[^\s=<>(,]) (?=[;?!»](?:[\s.,)…\"']|$)|:(?:\s|$))|(?<=«) ", re.M)
# What machines read, or people write and correct: queries of the database, a label of an official file, cells.
AUTRES = {
    "donnees/sources/zonages.py": {"Hors champ : DOM ou commune urbaine"},
    "plan_action/forms/lignes.py": {"{} : {}"},
    "plan_action/lecteur_plans/lecture_fiches.py": {"{} : {}"},
    "recherche/moteurs/sqlite.py": {"({} : ({}))", "({}) NOT ({} : ({}))"},
}
SQL = re.compile(r"\b(?:SELECT|INSERT|UPDATE|DELETE)\b")
# Django writes « 1 juin 2026 »; the filter `date_longue` writes « 1er juin 2026 ».
DATE = re.compile(r"\|date:[\"'][^\"']*\bj\b[^\"']*[\"']")


def find(regle: re.Pattern[str], texte: str) -> list[str]:
    return [
        texte[max(0, found.start() - 30) : found.end() + 10] for found in regle.finditer(COMMENTAIRE.sub("", texte))
    ]


def test_templates_are_written_as_french_is_printed():
    def list_wrong(texte: str) -> list[str]:
        return [*find(SECABLE, texte), *find(DATE, texte)]

    assert find_wrong(TEMPLATES, list_wrong) == {}


def test_sentences_are_written_as_french_is_printed():
    def list_wrong(code: str) -> set[str]:
        return {
            phrase
            for phrase in list_phrases(code)
            if SECABLE_PHRASE.search(phrase) and re.search("[A-Za-zé{]", phrase) and not SQL.search(phrase)
        }

    # What is excepted is there: an exception that serves no more goes.
    assert find_wrong(PHRASES, list_wrong) == AUTRES


def test_contents_are_written_as_french_is_printed():
    wrong = find_wrong(CONTENUS, lambda texte: find(SECABLE_PHRASE, COMMENTAIRE_YAML.sub("", texte)))
    assert wrong == {}


@pytest.mark.parametrize(
    "texte", ["Qui ?", "Ici : là", "{{ nom }} : {{ valeur }}", "« mot\u00a0»", "«\u00a0mot »", "Oui ; non"]
)
def test_rule_sees_a_space_that_breaks(texte: str):
    assert find(SECABLE, texte)


@pytest.mark.parametrize(
    "texte", ['<c-x :fil="fil" />', "Qui\u00a0?", "{# Ici : là #}", "à 8 h : ".replace(" :", "\u00a0:")]
)
def test_rule_lets_the_rest(texte: str):
    assert not find(SECABLE, texte)
