"""EPUB is read back: metadata, order, headings, alternative texts."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest

from convive.documents.rendu import render_epub
from convive.documents.rules import DocumentInvalide
from tests.documents.factories import build_document


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    contenu = render_epub(build_document())
    assert contenu == render_epub(build_document())
    with zipfile.ZipFile(BytesIO(contenu)) as archive:
        assert archive.testzip() is None
        premier = archive.infolist()[0]
        assert (premier.filename, premier.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        return {nom: archive.read(nom) for nom in archive.namelist()}


def test_package_says_what_the_book_is(parts: dict[str, bytes]) -> None:
    racine = ElementTree.fromstring(parts["EPUB/content.opf"])  # noqa: S314 - our own output
    dc = "{http://purl.org/dc/elements/1.1/}"
    valeurs = {element.tag.removeprefix(dc): element.text for element in racine.iter() if element.tag.startswith(dc)}
    assert valeurs["title"] == "Portrait <Aubrelle> & autres"
    assert valeurs["creator"] == "Convive <CTG> & co"
    assert (valeurs["language"], valeurs["date"]) == ("fr-FR", "2026-06-12")
    assert valeurs["identifier"].startswith("urn:uuid:")
    metas = {element.get("property"): element.text for element in racine.iter() if element.get("property")}
    assert metas["dcterms:modified"] == "2026-06-12T00:00:00Z"
    assert metas["schema:accessibilityHazard"] == "none"
    assert "texte de remplacement" in metas["schema:accessibilitySummary"]


def test_chapters_have_titles_alternatives_and_our_style(parts: dict[str, bytes]) -> None:
    chapitres = [parts[nom].decode() for nom in sorted(parts) if nom.startswith("EPUB/text/")]
    tout = "".join(chapitres)
    assert re.findall(r"<h(\d)>([^<]+)", tout) == [
        ("1", "Portrait du Pays d’Aubrelle"),
        ("2", "Petite enfance"),
        ("3", "Lecture"),
        ("2", "Définitions"),
    ]
    assert re.findall(r'alt="(Carte[^"]*)"', tout) == ["Carte de 20 communes"]
    assert all("<title>Portrait &lt;Aubrelle&gt; &amp; autres</title>" in chapitre for chapitre in chapitres)
    assert b"#0B5D66" in parts["EPUB/styles/stylesheet1.css"]
    assert ">Sommaire</h1>" in parts["EPUB/nav.xhtml"].decode()
    assert not [nom for nom in parts if nom.endswith(".png") and len(parts[nom]) < 10_000]


def test_skipped_heading_is_refused() -> None:
    with pytest.raises(DocumentInvalide, match="Niveau de titre sauté"):
        render_epub(build_document("<h1>A</h1><h3>B</h3>"))
