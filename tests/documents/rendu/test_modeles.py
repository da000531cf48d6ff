"""Documents in the model of an institution: its header, styles and colours, our content, and nothing of its text."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import docx
import pypdf
import pytest
from pptx import Presentation

from convive.documents.exemples import build_exemple
from convive.documents.graphiques.svg import POLICES_DIR
from convive.documents.rendu import render_contenu, render_docx, render_odt
from convive.documents.rendu.modele_docx import add_styles as add_styles_docx
from convive.documents.rendu.modele_docx import prepare_docx, read_polices
from convive.documents.rendu.modele_odt import set_page
from convive.documents.rules import DocumentHtml, DocumentInvalide, Famille
from tests.documents.factories import build_diaporama, build_document
from tests.documents.mairie import ADRESSE, PRUNE, build_docx_mairie, build_odt_mairie, build_pptx_mairie, rewrite

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def modeles() -> dict[str, bytes]:
    return {"docx": build_docx_mairie(), "odt": build_odt_mairie(), "pptx": build_pptx_mairie()}


@pytest.fixture(scope="module")
def document() -> DocumentHtml:
    return build_document()


def read_parts(contenu: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(contenu)) as archive:
        parts = {nom: archive.read(nom) for nom in archive.namelist()}
    for nom, part in parts.items():
        if nom.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)  # noqa: S314 - our own output
    return parts


def test_docx_takes_header_styles_and_margins(document, modeles) -> None:
    contenu = render_docx(document, modeles["docx"])
    lu = docx.Document(BytesIO(contenu))
    section = lu.sections[0]
    assert section.header.paragraphs[0].text.strip() == "Mairie d’Aubrelle"
    assert section.footer.paragraphs[0].text == ADRESSE
    assert round(section.left_margin.cm, 1) == 3.0
    assert str(lu.styles["Heading 2"].font.color.rgb) == PRUNE
    assert [p.text for p in lu.paragraphs if p.style.name == "Heading 1"] == ["Portrait du Pays d’Aubrelle"]
    assert "ne doit aller nulle part" not in "\n".join(p.text for p in lu.paragraphs)
    assert lu.core_properties.author == "Convive <CTG> & co"
    parts = read_parts(contenu)
    assert not [nom for nom in parts if nom.endswith(".odttf")]
    assert parts["word/media/image1.png"].startswith(b"\x89PNG")


def test_docx_has_every_style_that_it_names_and_french_words(document, modeles) -> None:
    parts = read_parts(render_docx(document, modeles["docx"]))
    styles = parts["word/styles.xml"].decode()
    declares = re.findall(r'w:styleId="([^"]*)"', styles)
    nommes = set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle) w:val="([^"]*)"', parts["word/document.xml"].decode()))
    assert nommes - set(declares) == set()
    assert len(declares) == len(set(declares))
    assert set(re.findall(r'<w:lang [^>]*w:val="([^"]*)"', styles)) == {"fr-FR"}
    assert 'w:val="Table"' in styles
    # Words take the font of the institution.
    assert "Atkinson" not in styles


def test_images_fit_in_the_text_of_the_model(document, modeles) -> None:
    for format, modele in (("docx", render_docx), ("odt", render_odt)):
        contenu = modele(document, modeles[format])
        parts = read_parts(contenu)
        if format == "docx":
            largeurs = [int(v) / 360_000 for v in re.findall(rb'<wp:extent cx="(\d+)"', parts["word/document.xml"])]
        else:
            mesures = re.findall(rb'svg:width="([\d.]+)(cm|in|pt)"', parts["content.xml"])
            largeurs = [float(v) * {b"cm": 1, b"in": 2.54, b"pt": 2.54 / 72}[unite] for v, unite in mesures]
        assert largeurs
        assert max(largeurs) <= 15.01


def test_odt_takes_header_and_styles_and_keeps_alternatives(document, modeles) -> None:
    parts = read_parts(render_odt(document, modeles["odt"]))
    styles = parts["styles.xml"].decode()
    assert "Mairie d’Aubrelle" in styles
    assert f"#{PRUNE}" in styles
    assert "Liberation Serif" in styles
    assert b'manifest:full-path="Pictures/logo.png"' in parts["META-INF/manifest.xml"]
    assert b"<svg:desc>Carte de 20 communes</svg:desc>" in parts["content.xml"]
    assert not [nom for nom in parts if nom.startswith("Fonts/")]


def test_only_what_serves_is_taken_from_an_odt(document, modeles) -> None:
    gros = rewrite(modeles["odt"], ajouts={"Pictures/photo.png": b"\x89PNG", "Configurations2/a.xml": b"<a/>"})
    parts = read_parts(render_odt(document, gros))
    assert "Pictures/logo.png" in parts
    assert not {"Pictures/photo.png", "Configurations2/a.xml"} & set(parts)


def test_title_and_date_of_the_document_come_where_the_model_asks(document, modeles) -> None:
    def change(nom: str, donnees: bytes) -> bytes:
        return donnees.replace("Mairie d’Aubrelle".encode(), b"CONVIVE-TITRE, CONVIVE-DATE")

    contenu = render_docx(document, rewrite(modeles["docx"], change))
    entete = docx.Document(BytesIO(contenu)).sections[0].header.paragraphs[0].text
    assert "Portrait <Aubrelle> & autres, 12\u00a0juin\u00a02026" in entete


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_pdf_takes_colour_logo_and_foot(format: str, modeles, document) -> None:
    rendu = render_contenu(document, "pdf", {format: modeles[format]})
    assert not rendu.is_modele_ecarte
    page = pypdf.PdfReader(BytesIO(rendu.contenu)).pages[0]
    texte = page.extract_text().replace("\u00a0", " ")
    assert ADRESSE in texte
    assert "Mairie d’Aubrelle\n" in texte
    assert len(page.images) == 1


def test_pdf_of_several_pages_bears_the_head_of_the_model_on_each(modeles) -> None:
    corps = "<h1>Deux pages</h1><p>Un.</p><section class='page'><h2>La suite</h2><p>Deux.</p></section>"
    long = DocumentHtml("Deux pages", corps, build_document().metadonnees)
    pages = pypdf.PdfReader(BytesIO(render_contenu(long, "pdf", {"docx": modeles["docx"]}).contenu)).pages
    assert [len(page.images) for page in pages] == [1, 1]
    for page in pages:
        assert page.extract_text().replace("\u00a0", " ").startswith("Mairie d’Aubrelle")


def test_pdf_of_a_model_without_foot_has_not_ours_in_its_place(document, modeles) -> None:
    def change(nom: str, donnees: bytes) -> bytes:
        return donnees.replace(ADRESSE.encode(), b"") if nom.startswith("word/footer") else donnees

    sans = render_contenu(document, "pdf", {"docx": rewrite(modeles["docx"], change)})
    texte = pypdf.PdfReader(BytesIO(sans.contenu)).pages[0].extract_text()
    assert "Convive" not in texte
    assert "Page 1 sur" in texte


def test_pdf_is_written_in_the_font_of_the_model_and_as_wide(document, modeles) -> None:
    def change(nom: str, donnees: bytes) -> bytes:
        return donnees.replace(b"Georgia", b"Libertinus Serif") if nom == "word/styles.xml" else donnees

    rendu = render_contenu(document, "pdf", {"docx": rewrite(modeles["docx"], change)})
    page = pypdf.PdfReader(BytesIO(rendu.contenu)).pages[0]
    polices = {str(police.get_object()["/BaseFont"]) for police in page["/Resources"]["/Font"].values()}
    assert any("LibertinusSerif" in police for police in polices)
    # The text of this model begins at three centimetres.
    gauches: list[float] = []
    page.extract_text(visitor_text=lambda texte, cm, *_: gauches.append(cm[4]) if texte.strip() else None)
    assert min(gauche for gauche in gauches if gauche) == pytest.approx(3 / 2.54 * 72, abs=1)


def test_embedded_fonts_of_a_model_are_read_as_they_were() -> None:
    notre = render_docx(build_document())
    embarquees = read_polices(prepare_docx(notre))
    assert len(embarquees) == 4
    assert (POLICES_DIR / "atkinson-hyperlegible-latin-400-normal.ttf").read_bytes() in embarquees
    assert read_polices(prepare_docx(build_docx_mairie())) == []


def test_epub_takes_the_colour(modeles, document) -> None:
    parts = read_parts(render_contenu(document, "epub", {"docx": modeles["docx"]}).contenu)
    assert f"#{PRUNE}".encode() in parts["EPUB/styles/stylesheet1.css"]


def test_slides_take_the_layouts_of_the_institution(modeles) -> None:
    rendu = render_contenu(build_diaporama(), "pptx", modeles)
    assert not rendu.is_modele_ecarte
    presentation = Presentation(BytesIO(rendu.contenu))
    assert [slide.shapes.title.text for slide in presentation.slides] == [
        "Bilan <2026> & suite",
        "Trois actions avancent",
        "Les places augmentent",
        "Deux communes",
    ]
    assert "Comment employer ce modèle".encode() not in rendu.contenu
    assert (presentation.slide_width, presentation.slide_height) == (9144000, 6858000)
    for slide in presentation.slides:
        for forme in slide.shapes:
            assert forme.left + forme.width <= presentation.slide_width
            assert forme.top + forme.height <= presentation.slide_height


def test_model_that_breaks_is_left_aside_and_it_is_said(document) -> None:
    rendu = render_contenu(document, "docx", {"docx": b"PK\x03\x04 rien"})
    assert rendu.is_modele_ecarte
    assert docx.Document(BytesIO(rendu.contenu)).sections[0].footer.paragraphs[0].text.startswith("Convive")


def test_document_that_is_wrong_is_wrong_in_any_model(modeles) -> None:
    with pytest.raises(DocumentInvalide, match="Niveau de titre sauté"):
        render_contenu(build_document("<h1>A</h1><h3>B</h3>"), "docx", modeles)
    with pytest.raises(KeyError):
        render_contenu(build_document(), "xlsx", modeles)


def test_styles_of_a_french_word_keep_their_identifiers() -> None:
    styles = (
        '<w:styles><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Corpsdetexte"><w:name w:val="Body Text"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style></w:styles>'
    )
    completes = add_styles_docx(styles, "#112233")
    assert 'w:styleId="BodyText"' not in completes
    assert 'w:styleId="Heading1"' not in completes
    # What we add follows the body text of the institution, and its colour.
    assert '<w:basedOn w:val="Corpsdetexte"/>' in completes
    assert 'w:basedOn w:val="BodyText"' not in completes
    assert "112233" in completes
    assert completes.count('w:default="1"') == 1


def test_page_of_an_odt_written_by_word_becomes_the_ordinary_one() -> None:
    styles = '<style:master-page style:name="MP0" style:page-layout-name="PL0"/>'
    assert set_page(styles) == '<style:master-page style:name="Standard" style:page-layout-name="PL0"/>'
    ordinaire = '<style:master-page style:name="Standard"/><style:master-page style:name="First"/>'
    assert set_page(ordinaire) == ordinaire


@pytest.mark.parametrize("famille", list(Famille))
def test_samples_say_that_they_are_invented(famille: Famille) -> None:
    exemple = build_exemple(famille)
    assert "fictif" in exemple.metadonnees.sujet
