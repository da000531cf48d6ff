"""What stays together on a page, and what is as large as the text around it, in Word and in OpenDocument."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from convive.documents.rendu import render_docx, render_odt
from convive.documents.rendu.html import get_serrement, parse_html
from convive.documents.rules import DocumentHtml
from tests.documents.factories import build_document
from tests.documents.rendu.test_mise_en_page import build, build_table, list_gardes

COURTE = build_table([("a", "1"), ("b", "2")], ("Lettre", "Rang"))
SOURCE = "<p class='source'>Source : essai</p>"
LISTE = "<ul><li>Un point</li><li>Un autre</li></ul>"
LARGE = build_table([tuple(f"Combelavoye{rang}" for rang in range(10))], tuple(f"Vieillissement{r}" for r in range(10)))


def read_contenu(contenu: bytes, nom: str) -> str:
    with zipfile.ZipFile(BytesIO(contenu)) as archive:
        return archive.read(nom).decode()


def build_figures(suite: str) -> DocumentHtml:
    images = "".join(
        f"<figure><img src='carte' alt='Carte {r}'><figcaption>Titre {r}</figcaption></figure>" for r in (1, 2)
    )
    return build_document(f"<h1>Essai</h1>{images}{suite}")


@pytest.mark.parametrize(("render", "part"), [(render_docx, "word/document.xml"), (render_odt, "content.xml")])
def test_only_a_figure_with_a_source_stays_with_what_follows(
    render: Callable[[DocumentHtml], bytes], part: str
) -> None:
    xml = read_contenu(render(build_figures(SOURCE)), part)
    assert re.findall(r'"(FigureTitre|FigureImage|FigureSourcee|Source)"', xml) == [
        "FigureTitre",
        "FigureImage",
        "FigureTitre",
        "FigureSourcee",
        "Source",
    ]


def test_image_leads_to_nothing_in_the_styles_of_word() -> None:
    styles = docx.Document(BytesIO(render_docx(build_figures(SOURCE)))).styles
    gardes = {
        nom: styles[nom].paragraph_format.keep_with_next for nom in ("FigureTitre", "FigureImage", "FigureSourcee")
    }
    assert gardes == {"FigureTitre": True, "FigureImage": False, "FigureSourcee": True}


def test_last_row_of_a_table_stays_with_its_source() -> None:
    assert dict(list_gardes(render_docx(build(COURTE + SOURCE))))["2"]
    assert not dict(list_gardes(render_docx(build(COURTE + "<p>Suite.</p>"))))["2"]
    tables = [read_contenu(render_odt(build(COURTE + suite)), "content.xml") for suite in (SOURCE, "<p>Suite.</p>")]
    assert ['fo:keep-with-next="always"' in re.findall(r"<style:table-properties[^>]*>", t)[0] for t in tables] == [
        True,
        False,
    ]


def test_document_that_ends_with_a_table_has_no_line_left_for_another_page() -> None:
    xml = read_contenu(render_docx(build(COURTE)), "word/document.xml")
    assert re.search(
        r'</w:tbl>\s*<w:bookmarkEnd[^>]*>\s*<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" ',
        xml,
    )
    xml = read_contenu(render_odt(build(COURTE)), "content.xml")
    assert re.search(r'</table:table>\s*<text:p text:style-name="FinDeTable"/></office:text>', xml)
    assert 'fo:margin-bottom="0cm"' in re.findall(r"<style:table-properties[^>]*>", xml)[0]


def test_points_of_a_list_are_as_large_as_the_text_in_word() -> None:
    dans_table = build_table([(LISTE, "1")], ("Lettre", "Rang"))
    document = docx.Document(BytesIO(render_docx(build(COURTE + LISTE + dans_table))))
    points = [p for p in document.paragraphs if p.text in {"Un point", "Un autre"}]
    assert {p.style.name for p in points} == {"ListeSerree"}
    assert document.styles["ListeSerree"].font.size is None
    # Under a table, the first is not stuck to it.
    assert [p.paragraph_format.space_before is not None for p in points] == [True, False]
    cellule = document.tables[1].rows[1].cells[0]
    assert {p.style.name for p in cellule.paragraphs if p.text} == {"Compact"}


def test_table_too_wide_for_its_words_has_smaller_letters_in_odt() -> None:
    serrement = get_serrement(parse_html(LARGE).list_balises("table")[0])
    assert serrement < 1
    xml = read_contenu(render_odt(build(COURTE + LARGE)), "content.xml")
    taille = f"{9.5 * serrement:.1f}pt"
    premiere, seconde = re.findall(r"<table:table .*?</table:table>", xml, re.DOTALL)
    assert "Serre" not in premiere
    noms = set(re.findall(r'<text:p text:style-name="([^"]+)"', seconde))
    assert noms
    for nom in noms:
        style = re.search(rf'<style:style style:name="{nom}".*?</style:style>', xml, re.DOTALL)
        assert style is not None
        assert f'fo:font-size="{taille}"' in style[0]


def test_many_signatures_are_written_closer() -> None:
    def count(combien: int) -> int:
        lignes = "".join(f"<tr><td>Nom {r}</td><td class='signature'></td></tr>" for r in range(combien))
        tete = "<thead><tr><th>Pour</th><th>Signature</th></tr></thead>"
        document = docx.Document(BytesIO(render_docx(build(f"<table>{tete}<tbody>{lignes}</tbody></table>"))))
        return len(document.tables[0].rows[1]._tr.findall(f".//{qn('w:br')}"))

    assert count(9) < count(2)


@pytest.mark.parametrize("render", [render_docx, render_odt])
def test_paragraph_that_follows_has_its_style(render: Callable[[DocumentHtml], bytes]) -> None:
    contenu = render(build("<p class='suivi'>Fait à Aubrelle</p><p>Suite.</p>"))
    if render is render_docx:
        document = docx.Document(BytesIO(contenu))
        assert document.paragraphs[-2].style.name == "TexteSuivi"
        assert document.styles["TexteSuivi"].paragraph_format.keep_with_next
    else:
        assert 'text:style-name="TexteSuivi">Fait à Aubrelle' in read_contenu(contenu, "content.xml")
        styles = read_contenu(contenu, "styles.xml")
        style = re.search(
            r'<style:style [^>]*style:name="TexteSuivi"[^>]*>\s*<style:paragraph-properties[^>]*>', styles
        )
        assert style is not None
        assert 'fo:keep-with-next="always"' in style[0]
