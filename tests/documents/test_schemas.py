"""Every document of the gallery against the schemas of Office and of OpenDocument: no fault, and faults are seen.

Word itself was never opened: this stands in its place (`openxml_audit` has the schemas of the Open XML SDK).
"""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openxml_audit import OdfValidator, OpenXmlValidator

from convive.documents.registre import types_documents
from convive.documents.rendu import render_contenu, render_docx
from convive.documents.rules import Famille
from tests.documents.factories import build_document
from tests.documents.test_ooxml import DOCUMENT, change

EXTENSIONS = {Famille.TEXTE: "docx", Famille.CLASSEUR: "xlsx", Famille.DIAPORAMA: "pptx"}
# It needs the figures of the fictional territory, that most tests do without: the diagnosis has the same blocks.
AVEC_CHIFFRES = {"portrait"}
EXEMPLES = [
    (sorte.cle, famille)
    for sorte in types_documents.list_all()
    if sorte.cle not in AVEC_CHIFFRES
    for famille in sorte.familles
]


def list_fautes(path: Path, contenu: bytes) -> list[str]:
    path.write_bytes(contenu)
    validator = OdfValidator() if path.suffix in (".odt", ".odp") else OpenXmlValidator()
    return [str(error) for error in validator.validate(path).errors if error.severity.value == "error"]


@pytest.mark.django_db
@pytest.mark.parametrize(("cle", "famille"), EXEMPLES, ids=lambda valeur: str(valeur))
def test_example_is_a_valid_file_of_office(cle: str, famille: Famille, tmp_path: Path) -> None:
    extension = EXTENSIONS[famille]
    rendu = render_contenu(types_documents.get(cle).build_exemple(famille), extension)
    assert list_fautes(tmp_path / f"{cle}.{extension}", rendu.contenu) == []


def test_a_misplaced_element_is_a_fault(tmp_path: Path) -> None:
    abime = change(
        render_docx(build_document()), DOCUMENT, r"<w:pStyle ([^>]*)/>", r'<w:jc w:val="left"/><w:pStyle \1/>'
    )
    assert any("pStyle" in faute for faute in list_fautes(tmp_path / "abime.docx", abime))


@pytest.mark.django_db
@pytest.mark.parametrize("cle", [cle for cle, famille in EXEMPLES if famille is Famille.DIAPORAMA])
def test_slides_are_a_valid_open_document(cle: str, tmp_path: Path) -> None:
    rendu = render_contenu(types_documents.get(cle).build_exemple(Famille.DIAPORAMA), "odp")
    with zipfile.ZipFile(BytesIO(rendu.contenu)) as archive:
        noms = archive.namelist()
    fautes = list_fautes(tmp_path / f"{cle}.odp", rendu.contenu)
    # A chart is a document in a folder (OpenDocument 1.3, part 2, §3.3), which the validator seeks as a file.
    dossiers = {nom.partition("/")[0] for nom in noms if nom.startswith("Object ")}
    assert [faute for faute in fautes if not any(f"references '{dossier}'" in faute for dossier in dossiers)] == []


def test_text_is_a_valid_open_document(tmp_path: Path) -> None:
    rendu = render_contenu(build_document(), "odt")
    assert list_fautes(tmp_path / "texte.odt", rendu.contenu) == []
