"""The front end: checks on its sources, since built files are not in the repository."""

import json
import re

from tests.architecture.maison import SOURCE_DIR, find_wrong, list_templates

FRONT = SOURCE_DIR / "ui" / "front"
SOURCES = sorted(p for p in SOURCE_DIR.glob("*/front/**/*") if p.suffix in {".css", ".js", ".mjs"})
# Files for a single page, which loads them by name.
DE_PAGES = [path for path in SOURCES if path.parent.name == "pages"]


def test_sources_ask_nothing_from_elsewhere() -> None:
    assert find_wrong(SOURCES, lambda text: re.findall(r"https?://(?!www\.w3\.org/2000/svg)", text)) == {}


def test_every_style_sheet_of_ui_is_imported() -> None:
    """In order of name; the build adds those of packages after them, and the print styles last."""
    index = (FRONT / "convive.css").read_text(encoding="utf-8")
    imported = set(re.findall(r'@import "\./([\w-]+\.css)"', index))
    assert imported == {path.name for path in FRONT.glob("*.css")} - {"convive.css", "print.css"}


def test_what_is_of_one_page_is_asked_for() -> None:
    templates = "".join(path.read_text(encoding="utf-8") for path in list_templates())
    assert len(DE_PAGES) > 3
    assert [path.name for path in DE_PAGES if f"ui/dist/{path.name}" not in templates] == []


def test_names_of_built_files_are_used_once() -> None:
    """Otherwise two packages would write the same file."""
    noms = [path.name for path in DE_PAGES]
    assert sorted({*noms, "convive.css", "convive.js"}) == sorted([*noms, "convive.css", "convive.js"])


def test_colours_are_decided_in_tokens_alone() -> None:
    for path in SOURCES:
        if path.suffix == ".css" and path.name != "tokens.css":
            assert not re.search(r"#[0-9A-Fa-f]{3,8}\b", path.read_text(encoding="utf-8")), path.name


def test_every_token_that_is_used_is_decided() -> None:
    decided = set(re.findall(r"(--cv-[\w-]+)\s*:", "".join(path.read_text(encoding="utf-8") for path in SOURCES)))
    for path in SOURCES:
        assert set(re.findall(r"var\((--cv-[\w-]+)\)", path.read_text(encoding="utf-8"))) <= decided, path.name


def test_icons_are_listed_once_in_order() -> None:
    icones = json.loads((FRONT / "icones.json").read_text(encoding="utf-8"))
    assert icones == sorted(set(icones))


def test_a_class_is_drawn_by_one_domain() -> None:
    """All style sheets are gathered into one: two domains that draw the same class would draw it for each other."""
    owners: dict[str, set[str]] = {}
    for path in SOURCES:
        if path.suffix == ".css" and (domaine := path.relative_to(SOURCE_DIR).parts[0]) != "ui":
            for name in re.findall(r"^\s*\.(cv-[\w-]+)\s*\{", path.read_text(encoding="utf-8"), re.MULTILINE):
                owners.setdefault(name, set()).add(domaine)
    assert {name: domaines for name, domaines in owners.items() if len(domaines) > 1} == {}
