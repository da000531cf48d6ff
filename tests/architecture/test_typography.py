"""French typography on screen: no-break spaces, and « 1er » for the first day of a month."""

import re

import pytest

from tests.architecture.maison import find_wrong
from tests.architecture.phrases import COMMENTAIRE, COMMENTAIRE_YAML, CONTENUS, PHRASES, TEMPLATES, list_phrases

# A breaking space before « : ; ! ? », or inside quotation marks.
SECABLE = re.compile(r"(?<=\S) (?=[;?!»](?:[\s<{.,)\"…]|$)|:(?:[\s<{]|$))|(?<=«) ", re.M)
# The same in Python strings, where f-strings have values in braces, and SQL has « ? » placeholders.
SECABLE_PHRASE = re.compile(r"(?<=[^\s=<>(,]) (?=[;?!»](?:[\s.,)…\"']|$)|:(?:\s|$))|(?<=«) ", re.M)
# Exceptions: strings for machines, or that people type: SQL queries, a label of an official file, spreadsheet cells.
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

    # Equality, so that an exception that is no longer needed must be removed.
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
