"""What the front end is made of: its sources, since the built files are not kept in the repository."""

import json
import re

from tests.architecture.maison import SOURCE_DIR, find_wrong

FRONT = SOURCE_DIR / "ui" / "front"
# What a page loads: the sheet and the script of all, and those that one page has for itself.
ENTREES = set(re.findall(r'join\(FRONT, "([\w-]+\.(?:css|js))"', (FRONT / "build.mjs").read_text(encoding="utf-8")))
SOURCES = sorted(path for path in FRONT.iterdir() if path.suffix in {".css", ".js", ".mjs"})


def test_sources_ask_nothing_from_elsewhere() -> None:
    assert find_wrong(SOURCES, lambda text: re.findall(r"https?://(?!www\.w3\.org/2000/svg)", text)) == {}


def test_every_style_sheet_is_imported() -> None:
    index = (FRONT / "convive.css").read_text(encoding="utf-8")
    imported = set(re.findall(r'@import "\./([\w-]+\.css)"', index))
    assert imported == {path.name for path in SOURCES if path.suffix == ".css"} - ENTREES


def test_every_script_is_imported() -> None:
    """By what all pages load, or by what one page has for itself."""
    imported = set()
    for entree in {nom for nom in ENTREES if nom.endswith(".js")}:
        imported |= set(re.findall(r'"\./([\w-]+\.js)"', (FRONT / entree).read_text(encoding="utf-8")))
    assert imported == {path.name for path in SOURCES if path.suffix == ".js"} - ENTREES


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
