"""French typography of templates: no-break spaces, and dates whose first day of the month is « 1er »."""

import re
from pathlib import Path

import pytest

from tests.architecture.maison import SOURCE_DIR

pytestmark = pytest.mark.sans_base
TEMPLATES = sorted([*SOURCE_DIR.rglob("templates/**/*.html"), *SOURCE_DIR.rglob("templates/**/*.txt")])
COMMENTAIRE = re.compile(r"{#.*?#}|{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|<!--.*?-->", re.S)
# A space that a line may break, before high punctuation or inside quotation marks.
SECABLE = re.compile(r"(?<=\S) (?=[;?!»](?:[\s<{.,)\"…]|$)|:(?:[\s<{]|$))|(?<=«) ", re.M)
# Django writes « 1 juin 2026 »; the filter `date_longue` writes « 1er juin 2026 ».
DATE = re.compile(r"\|date:[\"'][^\"']*\bj\b[^\"']*[\"']")


def find(regle: re.Pattern[str], texte: str) -> list[str]:
    return [
        texte[max(0, found.start() - 30) : found.end() + 10] for found in regle.finditer(COMMENTAIRE.sub("", texte))
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(SOURCE_DIR)))
def test_template_is_written_as_french_is_printed(path: Path):
    texte = path.read_text(encoding="utf-8")
    assert find(SECABLE, texte) == []
    assert find(DATE, texte) == []


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
