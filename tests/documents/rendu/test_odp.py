"""Slides of LibreOffice are read back: the same as in PPTX, with true tables and charts, in the look of a model."""

import zipfile
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pytest
from odfdo import Document
from pptx import Presentation
from pptx.util import Pt

from convive.documents.rendu import render_contenu, render_odp, render_pptx
from convive.documents.rules import Diapositive, DocumentInvalide, Encadre, Graphe, Grille, Points, Serie, Ton
from tests.documents.factories import build_diaporama
from tests.documents.mairie import PRUNE, build_pptx_mairie

GRAPHE = Graphe(
    ["Grandir", "Soutenir"],
    [Serie("Terminées", [3, 0]), Serie("Arrêtées", [1, 2], Ton.ALERTE)],
    "Barres : grandir, 3 terminées et 1 arrêtée ; soutenir, 2 arrêtées.",
    "plan d’actions inventé",
)
POINT = Diapositive(
    "3. Quel bâtiment ?",
    Points(["Deux bâtiments sont possibles."]),
    "Dire les deux coûts.",
    "Décision · 14 h 20 · 40 min",
    Encadre("Décision attendue", ["Choisir, dire qui s’en charge."]),
)
AVANCEMENT = Diapositive("Où en est le plan", GRAPHE, encadre=Encadre("À retenir", ["6 actions."]))


def build_parts(diaporama, modele: bytes | None = None) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(render_odp(diaporama, modele))) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        return {nom: archive.read(nom) for nom in archive.namelist()}


def test_each_slide_is_a_page_with_its_title_and_its_notes() -> None:
    lu = Document(BytesIO(render_odp(build_diaporama())))
    assert lu.get_type() == "presentation"
    pages = lu.body.get_elements("draw:page")
    titres = [page.get_elements("draw:frame[@presentation:class='title']")[0].inner_text for page in pages]
    presentation = Presentation(BytesIO(render_pptx(build_diaporama())))
    assert [titre.strip() for titre in titres] == [slide.shapes.title.text for slide in presentation.slides]
    notes = [page.get_elements(".//draw:frame[@presentation:class='notes']")[0].inner_text.strip() for page in pages]
    assert notes == ["Accueillir.", "Dire ce qui a marché.", "", ""]


def test_a_table_is_a_table_and_a_picture_says_what_it_shows() -> None:
    pages = Document(BytesIO(render_odp(build_diaporama()))).body.get_elements("draw:page")
    cellules = [cellule.inner_text.strip() for cellule in pages[3].get_elements(".//table:table-cell")]
    assert cellules == ["Commune", "Habitants", "Aubrelle", "3\u202f210"]
    assert [desc.inner_text for desc in pages[2].get_elements(".//svg:desc")] == ["Courbe des places"]
    parts = build_parts(build_diaporama())
    assert parts["Pictures/illustration1.png"].startswith(b"\x89PNG")
    assert (
        b'manifest:full-path="Pictures/illustration1.png" manifest:media-type="image/png"'
        in parts["META-INF/manifest.xml"]
    )


def test_a_chart_holds_its_figures_and_is_no_picture() -> None:
    parts = build_parts(replace(build_diaporama(), diapositives=[AVANCEMENT]))
    racine = ElementTree.fromstring(parts["Object 1/content.xml"])  # noqa: S314 - our own output
    lignes = [
        ["".join(cellule.itertext()) for cellule in ligne if cellule.tag.endswith("}table-cell")]
        for ligne in racine.iter()
        if ligne.tag.endswith("}table-row")
    ]
    assert lignes == [["", "Terminées", "Arrêtées"], ["Grandir", "3", "1"], ["Soutenir", "0", "2"]]
    assert not [nom for nom in parts if nom.startswith("Pictures/")]
    assert GRAPHE.alternative in parts["content.xml"].decode()


def test_a_chart_of_powerpoint_opens_its_own_workbook() -> None:
    diaporama = replace(build_diaporama(), diapositives=[AVANCEMENT, POINT])
    contenu = render_pptx(diaporama)
    chart = next(forme for forme in Presentation(BytesIO(contenu)).slides[1].shapes if forme.has_chart)
    assert chart._element._nvXxPr.cNvPr.get("descr") == GRAPHE.alternative
    assert list(chart.chart.plots[0].categories) == ["Grandir", "Soutenir"]
    assert [(serie.name, list(serie.values)) for serie in chart.chart.plots[0].series] == [
        ("Terminées", [3, 0]),
        ("Arrêtées", [1, 2]),
    ]
    # The workbook inside bears no hour.
    assert render_pptx(diaporama) == contenu


def test_a_line_and_a_card_are_read_in_order() -> None:
    diaporama = replace(build_diaporama(), diapositives=[POINT])
    formes = Presentation(BytesIO(render_pptx(diaporama))).slides[1].shapes
    lus = [forme.text_frame.text for forme in formes if forme.has_text_frame and forme.text_frame.text]
    assert lus[:4] == [
        "3. Quel bâtiment ?",
        "Décision · 14 h 20 · 40 min",
        "Deux bâtiments sont possibles.",
        "Décision attendue\nChoisir, dire qui s’en charge.",
    ]
    gauche, carte = formes[2], next(forme for forme in formes if forme.name == "Encadré")
    assert gauche.left + gauche.width < carte.left


def test_slides_take_the_size_the_colour_and_the_logo_of_the_pptx_of_the_town_hall() -> None:
    parts = build_parts(replace(build_diaporama(), diapositives=[AVANCEMENT, POINT]), build_pptx_mairie())
    styles = parts["styles.xml"].decode()
    assert 'fo:page-width="25.400cm" fo:page-height="19.050cm"' in styles
    assert f"#{PRUNE}" in parts["Object 1/content.xml"].decode()
    assert parts["Pictures/Contenu0.png"].startswith(b"\x89PNG")
    assert 'xlink:href="Pictures/Contenu0.png"' in styles
    # The words of the model go nowhere.
    assert "Comment employer ce modèle" not in parts["content.xml"].decode()


def test_a_model_that_breaks_the_slides_is_put_aside_and_said() -> None:
    for format in ("pptx", "odp"):
        rendu = render_contenu(build_diaporama(), format, {"pptx": b"PK\x03\x04 cut short"})
        assert rendu.is_modele_ecarte
        assert rendu.format.extension == format
        assert rendu.contenu[:2] == b"PK"


def test_same_slides_are_the_same_file() -> None:
    diaporama = replace(build_diaporama(), diapositives=[AVANCEMENT, POINT])
    assert render_odp(diaporama) == render_odp(diaporama)


@pytest.mark.parametrize(
    ("diapositive", "message"),
    [
        (replace(POINT, surtitre="s" * 121), "surtitre"),
        (replace(POINT, encadre=Encadre(" ", ["a"])), "un encadré a un titre"),
        (replace(POINT, encadre=Encadre("T", ["a"] * 5)), "un encadré a un titre"),
        (replace(POINT, encadre=Encadre("T", ["a" * 181])), "texte de l’encadré"),
        (Diapositive("T", replace(GRAPHE, categories=[])), "barres"),
        (Diapositive("T", replace(GRAPHE, categories=["une"])), "une valeur par barre"),
        (Diapositive("T", replace(GRAPHE, source=" ")), "une source"),
    ],
)
def test_slides_that_would_not_be_read_are_refused(diapositive: Diapositive, message: str) -> None:
    with pytest.raises(DocumentInvalide, match=message):
        render_odp(replace(build_diaporama(), diapositives=[diapositive]))


def test_a_long_title_is_written_smaller_where_the_model_holds_little() -> None:
    longue = replace(POINT, titre="3. Quel bâtiment pour les douze places d’accueil aux Hautes-Granges, et avec qui ?")
    diaporama = replace(build_diaporama(), diapositives=[longue, replace(POINT, titre="Court")])
    pages = Presentation(BytesIO(render_pptx(diaporama, build_pptx_mairie()))).slides
    tailles = [page.shapes.title.text_frame.paragraphs[0].runs[0].font.size for page in pages][1:]
    assert tailles[0] < Pt(44)
    assert tailles[1] is None
    contenu = build_parts(diaporama, build_pptx_mairie())["content.xml"].decode()
    assert f'<text:p text:style-name="Ajuste{round(tailles[0].pt)}">3. Quel' in contenu
    assert f'style:name="Ajuste{round(tailles[0].pt)}" style:family="paragraph"' in contenu
    assert "<text:p>Court</text:p>" in contenu


def test_no_word_of_a_table_is_cut_on_a_narrow_slide() -> None:
    grille = Grille(("Heure", "Point", "Nature"), [("14\u00a0h\u00a005", "Un point " * 12, "Information")] * 3)
    diaporama = replace(build_diaporama(), diapositives=[Diapositive("Ordre du jour", grille)])
    tableau = Presentation(BytesIO(render_pptx(diaporama, build_pptx_mairie()))).slides[1].shapes[1].table
    points = tableau.cell(1, 2).text_frame.paragraphs[0].runs[0].font.size
    # Half an em for each letter, and the margins of the cell.
    assert tableau.columns[2].width > len("Information") * points * 0.5
