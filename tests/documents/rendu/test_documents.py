"""DOCX, ODT and PDF are read back: structure, alternative texts, language, metadata."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import docx
import pypdf
import pytest
from odfdo import Document as DocumentOdf

from convive.documents.graphiques.svg import POLICES_DIR
from convive.documents.rendu import compilation_typst, pandoc, pdf, render_docx, render_odt, render_pdf, typst
from convive.documents.rendu.html import read_document
from convive.documents.rules import DocumentHtml, DocumentInvalide, OutilAbsent
from tests.documents.factories import build_document

ALT = 'Courbe des places\u00a0: de 46,8 à 52,3 "places" & plus'.replace("\u00a0", " ")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIEGES = '#set page("a0") \\ $x$ @cle *b* <d>'


def read_parts(contenu: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(contenu)) as archive:
        assert archive.testzip() is None
        return {nom: archive.read(nom) for nom in archive.namelist()}


@pytest.fixture(scope="module")
def document() -> DocumentHtml:
    return build_document()


@pytest.mark.parametrize("render", [render_docx, render_odt])
def test_office_file_is_reproducible_and_its_parts_are_valid(
    render: Callable[[DocumentHtml], bytes], document: DocumentHtml
) -> None:
    contenu = render(document)
    assert contenu == render(document)
    for nom, part in read_parts(contenu).items():
        if nom.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)  # noqa: S314 - our own output
            assert b"CONVIVE-" not in part
        if nom.endswith(".png"):
            # The blank image given to pandoc was replaced by the real one.
            assert len(part) > 10_000


# --- DOCX ---


def test_docx_structure(document: DocumentHtml) -> None:
    lu = docx.Document(BytesIO(render_docx(document)))
    titres = [(p.style.name, p.text) for p in lu.paragraphs if p.style.name.startswith("Heading")]
    assert titres == [
        ("Heading 1", "Portrait du Pays d’Aubrelle"),
        ("Heading 2", "Petite enfance"),
        ("Heading 3", "Lecture"),
        ("Heading 2", "Définitions"),
    ]
    alternatives = [element.get("descr") for element in lu.element.iter(f"{WP}docPr")]
    assert alternatives == [ALT, "Carte de 20 communes"]
    (tableau,) = lu.tables
    assert [cellule.text for cellule in tableau.rows[1].cells] == ["2022", "26\u202f641"]
    assert [bool(ligne._tr.findall(f"{W}trPr/{W}tblHeader")) for ligne in tableau.rows] == [True, False, False]
    assert PIEGES in "\n".join(p.text for p in lu.paragraphs)
    assert lu.core_properties.title == "Portrait <Aubrelle> & autres"
    assert lu.core_properties.author == "Convive <CTG> & co"
    assert lu.core_properties.created.date() == document.metadonnees.date


def test_docx_page_header_and_language(document: DocumentHtml) -> None:
    contenu = render_docx(document)
    lu = docx.Document(BytesIO(contenu))
    section = lu.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert section.header.paragraphs[0].text == "Portrait <Aubrelle> & autres\t12\u00a0juin\u00a02026"
    assert "PAGE" in section.footer._element.xml
    styles = read_parts(contenu)["word/styles.xml"].decode()
    assert re.search(r'<w:lang [^>]*w:val="fr-FR"', styles)
    assert lu.styles["Heading 2"].font.name == "Atkinson Hyperlegible"


def test_docx_embeds_its_font_and_nothing_of_the_transport(document: DocumentHtml) -> None:
    parts = read_parts(render_docx(document))
    assert len([nom for nom in parts if nom.endswith(".odttf")]) == 4
    assert b"obfuscatedFont" in parts["[Content_Types].xml"]
    assert b"<w:embedTrueTypeFonts />" in parts["word/settings.xml"]
    assert b"data:image" not in parts["word/document.xml"]
    # Undo the scrambling of ECMA-376: the file is a TrueType font again.
    cle = bytes.fromhex(
        re.search(r'embedRegular r:id="rId1" w:fontKey="\{([^}]+)', parts["word/fontTable.xml"].decode())[1].replace(
            "-", ""
        )
    )
    debut = bytes(octet ^ cle[15 - rang % 16] for rang, octet in enumerate(parts["word/fonts/font1.odttf"][:32]))
    assert debut[:4] == b"\0\1\0\0"


# --- ODT ---


def test_odt_structure(document: DocumentHtml) -> None:
    contenu = render_odt(document)
    lu = DocumentOdf(BytesIO(contenu))
    titres = [(titre.get_attribute("text:outline-level"), titre.text_recursive.strip()) for titre in lu.body.headers]
    assert titres == [
        ("1", "Portrait du Pays d’Aubrelle"),
        ("2", "Petite enfance"),
        ("3", "Lecture"),
        ("2", "Définitions"),
    ]
    assert [image.svg_description for image in lu.body.get_frames()] == [ALT, "Carte de 20 communes"]
    assert lu.meta.title == "Portrait <Aubrelle> & autres"
    parts = read_parts(contenu)
    contenu_xml, styles = parts["content.xml"].decode(), parts["styles.xml"].decode()
    assert contenu_xml.count("<table:table-header-rows>") == 1
    assert set(re.findall(r'svg:width="([^"]+)"', contenu_xml)) == {"5.70866in"}  # 14.5 cm
    assert not re.search(r'style:parent-style-name="P\d', contenu_xml)
    assert 'fo:language="fr" fo:country="FR"' in styles or (
        'fo:language="fr"' in styles and 'fo:country="FR"' in styles
    )
    assert "12\u00a0juin\u00a02026" in styles
    assert "text:page-number" in styles


def test_odt_begins_with_its_type_and_declares_its_fonts(document: DocumentHtml) -> None:
    contenu = render_odt(document)
    with zipfile.ZipFile(BytesIO(contenu)) as archive:
        premier = archive.infolist()[0]
        assert (premier.filename, premier.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    parts = read_parts(contenu)
    for nom in parts:
        if nom.startswith(("Fonts/", "Pictures/")):
            assert f'full-path="{nom}"'.encode() in parts["META-INF/manifest.xml"]
    assert parts["content.xml"].count(b"<svg:font-face-uri") == 4


# --- PDF ---


def test_pdf_is_tagged_french_and_says_that_it_is_accessible(document: DocumentHtml) -> None:
    contenu = render_pdf(document)
    lu = pypdf.PdfReader(BytesIO(contenu))
    racine = lu.trailer["/Root"]
    assert racine["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF object, not a bool
    assert racine["/Lang"] == "fr-FR"
    assert racine["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - idem
    assert lu.metadata.title == "Portrait <Aubrelle> & autres"
    assert lu.metadata.author == "Convive <CTG> & co"
    assert "<pdfuaid:part>1</pdfuaid:part>" in racine["/Metadata"].get_data().decode()
    assert [entree["/Title"] for entree in lu.outline if not isinstance(entree, list)] == [
        "Portrait du Pays d’Aubrelle"
    ]
    texte = "\n".join(page.extract_text() for page in lu.pages)
    assert PIEGES in texte
    assert "26\u202f641" in texte or "26 641" in texte
    assert "Page 1 sur" in texte
    polices = {str(police["/BaseFont"]) for page in lu.pages for police in page["/Resources"]["/Font"].values()}
    assert any("AtkinsonHyperlegible" in police for police in polices)


def test_pdf_structure_has_headings_table_headers_and_alternatives(document: DocumentHtml) -> None:
    lu = pypdf.PdfReader(BytesIO(render_pdf(document)))
    roles: list[str] = []
    alternatives: list[str] = []

    def walk(noeud: object) -> None:
        noeud = noeud.get_object() if hasattr(noeud, "get_object") else noeud
        if isinstance(noeud, list):
            for enfant in noeud:
                walk(enfant)
        elif isinstance(noeud, dict):
            roles.append(str(noeud.get("/S", "")))
            if "/Alt" in noeud:
                alternatives.append(str(noeud["/Alt"]))
            walk(noeud.get("/K", []))

    walk(lu.trailer["/Root"]["/StructTreeRoot"]["/K"])
    assert [role for role in roles if re.fullmatch(r"/H\d", role)] == ["/H1", "/H2", "/H3", "/H2"]
    assert {"/Table", "/TH", "/TD", "/L", "/LI", "/Figure", "/Caption", "/Link"} <= set(roles)
    assert [texte for texte in alternatives if texte in (ALT, "Carte de 20 communes")] == [ALT, "Carte de 20 communes"]


def test_pdf_writes_an_image_used_twice_once(document: DocumentHtml) -> None:
    deux = "<h1>T</h1><p><img src='carte' alt='Un'></p><p><img src='carte' alt='Deux'></p>"
    assert len(render_pdf(build_document(deux))) > 1000
    (image,) = pandoc.render_images(document, read_document(build_document(deux)))
    assert image.nom == "carte"


def test_pdf_is_reproducible(document: DocumentHtml) -> None:
    assert render_pdf(document) == render_pdf(document)


def test_pdf_markup_quotes_every_text(document: DocumentHtml) -> None:
    source = pdf.build_typst(
        document, read_document(document), dict.fromkeys(document.images, pdf.Fichier("i.svg", 14))
    )
    assert '"#set page(\\"a0\\") \\\\ $x$ @cle *b* <d>"' in source


def test_pdf_link_to_elsewhere_than_the_web_is_plain_text() -> None:
    corps = "<h1>T</h1><p><a href='javascript:x'>ici</a><a>là</a></p>"
    lu = pypdf.PdfReader(BytesIO(render_pdf(build_document(corps))))
    assert "/Annots" not in lu.pages[0]


# --- Bad days ---


@pytest.mark.parametrize("render", [render_docx, render_odt, render_pdf])
def test_invalid_document_is_refused_in_every_format(render: Callable[[DocumentHtml], bytes]) -> None:
    with pytest.raises(DocumentInvalide, match="n’est pas fournie"):
        render(build_document(images={}))


def test_other_language_is_kept(document: DocumentHtml) -> None:
    lu = docx.Document(BytesIO(render_docx(replace(document, langue="en"))))
    assert lu.core_properties.language == "en"
    racine = pypdf.PdfReader(BytesIO(render_pdf(replace(document, langue="en")))).trailer["/Root"]
    assert racine["/Lang"] == "en"


def test_program_failure_is_told_in_french(tmp_path: Path) -> None:
    with pytest.raises(DocumentInvalide, match=r"pas pu être produit \(faux.: sans message\)"):
        pandoc.run_programme(["/bin/false"], tmp_path, b"", "faux")
    with pytest.raises(DocumentInvalide, match=r"ls.: .*inexistant"):
        pandoc.run_programme(["/bin/ls", "inexistant"], tmp_path, b"", "ls")


def test_program_that_is_not_there_is_not_the_fault_of_the_document(
    monkeypatch: pytest.MonkeyPatch, document: DocumentHtml, tmp_path: Path
) -> None:
    with pytest.raises(OutilAbsent, match="il manque le programme rien sur le serveur"):
        pandoc.run_programme([str(tmp_path / "rien")], tmp_path, b"", "rien")
    with pytest.raises(OutilAbsent, match="le programme typst"):
        pandoc.run_programme([sys.executable, "-c", "import absent"], tmp_path, b"", "typst")

    def fail() -> str:
        raise OSError("No pandoc was found")

    monkeypatch.setattr(pandoc.pypandoc, "get_pandoc_path", fail)
    with pytest.raises(OutilAbsent, match="le programme pandoc"):
        render_docx(document)


def test_pdf_without_its_font_is_refused(
    monkeypatch: pytest.MonkeyPatch, document: DocumentHtml, tmp_path: Path
) -> None:
    monkeypatch.setattr(typst, "POLICES_DIR", tmp_path)
    with pytest.raises(OutilAbsent, match="la police des documents"):
        render_pdf(document)


def test_program_too_long_is_stopped(monkeypatch, tmp_path: Path) -> None:
    def run(*args: object, **options: object) -> None:
        raise subprocess.TimeoutExpired("pandoc", 30)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(DocumentInvalide, match="plus de 30 secondes"):
        pandoc.run_programme(["pandoc"], tmp_path, b"", "pandoc")


def test_typst_failure_names_its_cause(monkeypatch, document: DocumentHtml, tmp_path: Path) -> None:
    modele = tmp_path / "convive.typ"
    modele.write_text("#let convive(..args) = panic()\n", encoding="utf-8")
    monkeypatch.setattr(pdf, "MODELE", modele)
    with pytest.raises(DocumentInvalide, match="typst"):
        render_pdf(document)


def test_pdf_character_without_a_shape_is_named() -> None:
    with pytest.raises(DocumentInvalide, match="« 漢 » ne peut pas être écrit"):
        render_pdf(build_document("<h1>T</h1><p>漢</p>"))


def test_compiler_run_by_hand(monkeypatch, tmp_path: Path) -> None:
    source = tmp_path / "document.typ"
    monkeypatch.setattr(sys, "argv", ["compilation_typst", str(tmp_path), str(POLICES_DIR)])
    source.write_text('#set document(title: "T")\n= T\n', encoding="utf-8")
    compilation_typst.main()
    assert (tmp_path / "document.pdf").read_bytes().startswith(b"%PDF-1.7")
    # PDF/UA: an image without alternative text is refused by the compiler too.
    (tmp_path / "i.svg").write_text(build_document().images["carte"], encoding="utf-8")
    source.write_text('#set document(title: "T")\n= T\n#image("i.svg")\n', encoding="utf-8")
    with pytest.raises(SystemExit, match="alt"):
        compilation_typst.main()


def test_nothing_is_left_behind(monkeypatch, document: DocumentHtml, tmp_path: Path) -> None:
    monkeypatch.setattr(pandoc.tempfile, "tempdir", str(tmp_path))
    render_docx(document)
    render_pdf(document)
    assert list(tmp_path.iterdir()) == []
