"""What is recognised in a model: colour, logo, foot of page, width of the text."""

from io import BytesIO

import pytest
from docx import Document

from convive.documents.rules.apparence import Apparence, compute_contraste, read_apparence
from convive.documents.rules.archive import read_parts
from tests.documents.mairie import ADRESSE, PRUNE, build_docx_mairie, build_logo, build_odt_mairie, build_pptx_mairie


@pytest.mark.parametrize(
    ("format", "build", "pied", "police"),
    [
        ("docx", build_docx_mairie, ADRESSE, "Georgia"),
        # The foot of our own model, which this one was made of, has a word before its page numbers.
        ("odt", build_odt_mairie, f"{ADRESSE} · Convive", "Liberation Serif"),
    ],
)
def test_letterhead_is_recognised(format: str, build, pied: str, police: str) -> None:
    apparence = read_apparence(format, read_parts(build()))
    assert apparence.couleur == f"#{PRUNE}"
    assert (apparence.logo, apparence.extension_logo) == (build_logo(), ".png")
    assert apparence.pied == pied
    assert (apparence.entete, apparence.entete_suite) == ("Mairie d’Aubrelle", "Mairie d’Aubrelle")
    assert apparence.is_logo_partout
    assert apparence.police == police
    assert apparence.largeur_cm == pytest.approx(15, abs=0.01)
    assert apparence.titres == (1, 2, 3, 4)
    assert apparence.has_entete
    assert apparence.has_pied


def test_slides_are_used_whole() -> None:
    assert read_apparence("pptx", read_parts(build_pptx_mairie())) == Apparence()


def test_nothing_is_recognised_in_an_empty_model() -> None:
    assert read_apparence("docx", {}) == Apparence()
    assert read_apparence("odt", {}) == Apparence()


def test_colour_too_pale_to_be_read_is_left_out() -> None:
    parts = read_parts(build_docx_mairie())
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(PRUNE.encode(), b"FFD9F2")
    assert read_apparence("docx", parts).couleur == ""
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"FFD9F2", b"auto")
    assert read_apparence("docx", parts).couleur == ""


@pytest.mark.parametrize(("couleur", "contraste"), [("#FFFFFF", 1), ("#000000", 21), ("#767676", 4.54)])
def test_contrast_with_paper(couleur: str, contraste: float) -> None:
    assert compute_contraste(couleur) == pytest.approx(contraste, abs=0.01)


def test_measures_that_are_not_numbers_are_left_out() -> None:
    parts = read_parts(build_docx_mairie())
    parts["word/document.xml"] = parts["word/document.xml"].replace(b'w:w="11906"', b'w:w="large"')
    assert read_apparence("docx", parts).largeur_cm == 0
    odt = read_parts(build_odt_mairie())
    odt["styles.xml"] = odt["styles.xml"].replace(b'fo:page-width="21cm"', b'fo:page-width="50%"')
    assert read_apparence("odt", odt).largeur_cm == 0


def set_pied(xml: str) -> dict[str, bytes]:
    parts = read_parts(build_docx_mairie())
    nom = next(nom for nom in parts if nom.startswith("word/footer"))
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    parts[nom] = f"<w:ftr {w} {mc}>{xml}</w:ftr>".encode()
    return parts


def champ(instruction: str, resultat: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{resultat}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    "xml",
    [
        "<w:p><w:r><w:t>CC des Trois-Gués — Page </w:t></w:r>"
        f"{champ('PAGE', '3')}<w:r><w:t> sur </w:t></w:r>{champ('NUMPAGES', '9')}</w:p>",
        "<w:p><w:r><w:t>CC des Trois-Gués</w:t></w:r><w:r><w:tab/></w:r>"
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>',
        f"<w:p>{champ('AUTHOR', 'CC des Trois-Gués')}</w:p>",
        "<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>CC des Trois-Gués</w:t></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:t>CC des Trois-Gués</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>",
    ],
    ids=["words around page numbers", "page number in one element", "field that is words", "said twice by Word"],
)
def test_foot_is_read_without_its_page_numbers(xml: str) -> None:
    assert read_apparence("docx", set_pied(xml)).pied == "CC des Trois-Gués"


def test_font_named_by_the_theme_is_recognised() -> None:
    parts = read_parts(build_docx_mairie())
    normal = b'<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/>'
    assert normal in parts["word/styles.xml"]
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(normal, b"")
    assert read_apparence("docx", parts).police == "Cambria"


def test_first_page_may_have_a_head_of_its_own() -> None:
    document = Document(BytesIO(build_docx_mairie()))
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "République française"
    tampon = BytesIO()
    document.save(tampon)
    apparence = read_apparence("docx", read_parts(tampon.getvalue()))
    assert (apparence.entete, apparence.entete_suite) == ("République française", "Mairie d’Aubrelle")
