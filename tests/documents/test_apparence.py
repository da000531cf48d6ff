"""What is recognised in a model: colour, logo, foot of page, width of the text."""

import pytest

from convive.documents.rules.apparence import Apparence, compute_contraste, read_apparence
from convive.documents.rules.archive import read_parts
from tests.documents.mairie import ADRESSE, PRUNE, build_docx_mairie, build_logo, build_odt_mairie, build_pptx_mairie


@pytest.mark.parametrize(("format", "build"), [("docx", build_docx_mairie), ("odt", build_odt_mairie)])
def test_letterhead_is_recognised(format: str, build) -> None:
    apparence = read_apparence(format, read_parts(build()))
    assert apparence.couleur == f"#{PRUNE}"
    assert (apparence.logo, apparence.extension_logo) == (build_logo(), ".png")
    assert apparence.pied == ADRESSE
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
