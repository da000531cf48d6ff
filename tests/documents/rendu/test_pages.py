"""A section that begins on a new page, a cell where one signs by hand: the same in every format."""

import zipfile
from datetime import date
from io import BytesIO

import pypdf

from convive.documents.rendu import render_docx, render_epub, render_odt, render_pdf
from convive.documents.rules import DocumentHtml, Metadonnees
from tests.documents.textes import build_attendu, read_texte

CORPS = """<h1>Un acte</h1><p>Son texte.</p>
<section class="page"><h2>Signatures</h2><table><caption>Cadres</caption><thead><tr><th scope="col">Pour</th>
<th scope="col">Signature</th></tr></thead><tbody><tr><th scope="row">La Caf</th><td class="signature"></td></tr>
</tbody></table></section>
<section class="page"><h2>Annexe</h2><p>Une ligne.</p></section>"""
DOCUMENT = DocumentHtml("Un acte", CORPS, Metadonnees("Essai", date(2026, 1, 2)))


def read_part(contenu: bytes, nom: str) -> str:
    with zipfile.ZipFile(BytesIO(contenu)) as archive:
        return archive.read(nom).decode()


def test_docx_breaks_the_page_before_the_title_and_draws_the_frame():
    contenu = render_docx(DOCUMENT)
    part = read_part(contenu, "word/document.xml")
    assert part.count("<w:pageBreakBefore/>") == 2
    assert 'w:val="Page"' not in part
    assert part.count("<w:tcBorders>") == 1
    assert part.count("<w:cantSplit/>") == part.count("<w:tr>")
    assert read_texte("docx", contenu) == build_attendu(DOCUMENT, "docx")


def test_odt_breaks_the_page_before_the_title_and_draws_the_frame():
    contenu = render_odt(DOCUMENT)
    part = read_part(contenu, "content.xml")
    assert part.count('<text:h text:style-name="PageHeading_20_2"') == 2
    assert part.count('fo:break-before="page"') == 1
    assert '<text:p text:style-name="Page">' not in part
    assert 'table:style-name="CadreSignatureCellule"' in part
    assert read_texte("odt", contenu) == build_attendu(DOCUMENT, "odt")


def test_pdf_has_a_page_for_each_and_epub_says_the_same_words():
    contenu = render_pdf(DOCUMENT)
    pages = pypdf.PdfReader(BytesIO(contenu)).pages
    assert [("Signatures" in page.extract_text(), "Annexe" in page.extract_text()) for page in pages] == [
        (False, False),
        (True, False),
        (False, True),
    ]
    assert read_texte("pdf", contenu) == build_attendu(DOCUMENT, "pdf")
    epub = render_epub(DOCUMENT)
    assert read_texte("epub", epub) == build_attendu(DOCUMENT, "epub")
    # No chapter without a title: the mark of a new page was one, empty.
    with zipfile.ZipFile(BytesIO(epub)) as archive:
        chapitres = [archive.read(nom).decode() for nom in archive.namelist() if nom.startswith("EPUB/text/")]
    assert [chapitre.count("<h") - chapitre.count("<head") - chapitre.count("<html") for chapitre in chapitres] == [
        1
    ] * 3
