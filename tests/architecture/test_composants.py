"""Each component documents its purpose, variables and accessibility; the icons used in templates are in the sprite."""

import json
import re

from tests.architecture.maison import SOURCE_DIR, find_wrong, list_templates

UI_DIR = SOURCE_DIR / "ui"
COMPOSANTS = sorted((UI_DIR / "templates" / "ui" / "composants").glob("*.html"))
# Rendered inside a sentence, where a final line feed would become a space before a comma.
EN_LIGNE = ("abreviation", "icone", "valeur")


def test_components_start_with_their_purpose_variables_and_accessibility() -> None:
    def list_absents(text: str) -> list[str]:
        comment = re.match(r"{% comment %}\n(.+?){% endcomment %}", text, re.DOTALL)
        return [title for title in ("Accessibility: ", "Variables: ") if not comment or title not in comment[1]]

    assert find_wrong(COMPOSANTS, list_absents) == {}


def test_components_inside_a_sentence_end_without_a_line_feed() -> None:
    ends = {path.stem: path.read_text(encoding="utf-8").endswith("\n") for path in COMPOSANTS}
    assert {name for name, has_line_feed in ends.items() if not has_line_feed} == set(EN_LIGNE)


def test_components_document_each_of_their_variables() -> None:
    def list_tues(text: str) -> list[str]:
        comment, _, body = text.partition("{% endcomment %}")
        declared = re.search(r"<c-vars (.*?)/>", body, re.DOTALL)
        names = re.findall(r":?(\w+)=", declared[1]) if declared else []
        required = re.search(r"{% requis (.*?) %}", body)
        names += [name for name in re.findall(r'"(\w+)"', required[1]) if name != "slot"] if required else []
        return [name for name in names if not re.search(rf"\b{name}\b", comment)]

    assert find_wrong(COMPOSANTS, list_tues) == {}


def test_icons_used_by_templates_are_built() -> None:
    icones = set(json.loads((UI_DIR / "front" / "icones.json").read_text(encoding="utf-8")))

    def list_inconnues(text: str) -> set[str]:
        return set(re.findall(r'(?:<c-icone nom|\bicone)="([\w-]+)"', text)) - icones

    assert find_wrong(list_templates(), list_inconnues) == {}
