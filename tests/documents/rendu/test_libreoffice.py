"""LibreOffice opens what Convive writes, writes it again as ODT, DOCX and PDF, and loses nothing on the way."""

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import docx
import pypdf
import pytest

from convive.documents.registre import types_documents
from convive.documents.rendu import render_docx
from convive.documents.rules import DocumentHtml, Famille
from tests.documents.ooxml import WP, list_defauts, list_titres

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice n’est pas sur cette machine."),
]
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"


def convert(source: Path, format: str, dossier: Path) -> Path:
    dossier.mkdir(exist_ok=True)
    profil = f"-env:UserInstallation=file://{dossier.parent}/profil"
    commande = ["soffice", profil, "--headless", "--convert-to", format, "--outdir", str(dossier), str(source)]
    subprocess.run(commande, check=True, capture_output=True, timeout=180)
    return dossier / f"{source.stem}.{format}"


def list_images(contenu: bytes) -> list[str]:
    """The alternative text of each image of a DOCX."""
    corps = docx.Document(BytesIO(contenu)).element.body
    return [propriete.get("descr") or "" for propriete in corps.iter(f"{WP}docPr")]


def test_libreoffice_opens_the_diagnosis_and_writes_it_again(tmp_path: Path) -> None:
    document = types_documents.get("diagnostic_diagnostic").build_exemple(Famille.TEXTE)
    assert isinstance(document, DocumentHtml)
    contenu = render_docx(document)
    images, titres = list_images(contenu), list_titres(contenu)
    assert images
    assert all(images)
    depart = tmp_path / "diagnostic.docx"
    depart.write_bytes(contenu)
    odt = convert(depart, "odt", tmp_path / "odt")
    with zipfile.ZipFile(odt) as archive:
        racine = ElementTree.fromstring(archive.read("content.xml"))  # noqa: S314 - our own output
        pictures = [nom for nom in archive.namelist() if nom.startswith("Pictures/")]
    descriptions = [cadre.findtext(f"{SVG}desc") or "" for cadre in racine.iter(f"{DRAW}frame")]
    assert [d for d in descriptions if d] == images
    assert len(pictures) >= len(set(images))
    retour = convert(odt, "docx", tmp_path / "retour").read_bytes()
    assert list_images(retour) == images
    assert list_titres(retour) == titres
    pdf = pypdf.PdfReader(convert(depart, "pdf", tmp_path / "pdf"))
    texte = "".join(page.extract_text() for page in pdf.pages).replace("\xa0", " ")
    assert titres[1][1].replace("\xa0", " ") in texte
    assert sum(len(page.images) for page in pdf.pages) >= len(images)


def test_every_heading_and_image_is_read_again_by_python_docx() -> None:
    document = types_documents.get("diagnostic_diagnostic").build_exemple(Famille.TEXTE)
    assert isinstance(document, DocumentHtml)
    contenu = render_docx(document)
    assert list_defauts(contenu) == []
    lu = docx.Document(BytesIO(contenu))
    titres = [(int(p.style.name[-1]), p.text) for p in lu.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert titres == list_titres(contenu)
    assert len(lu.inline_shapes) == len(list_images(contenu)) > 0
    assert all(forme.width > 0 and forme.height > 0 for forme in lu.inline_shapes)
