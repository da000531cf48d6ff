"""The type is in the content; what may harm is refused with a reason; the name is made harmless."""

import hashlib

import pytest

from convive.documents.inspection import inspect_fichier
from convive.documents.inspection.noms import clean_nom
from convive.documents.refus import DocumentRefuse
from convive.documents.rules import MAX_NOM_FICHIER
from tests.documents.fichiers import PDF, build_odf, build_office, build_photo, build_zip


@pytest.mark.parametrize(
    ("nom", "contenu", "cle"),
    [
        ("a.pdf", PDF, "pdf"),
        ("a.docx", build_office("docx"), "docx"),
        ("a.xlsx", build_office("xlsx"), "xlsx"),
        ("a.pptx", build_office("pptx"), "pptx"),
        ("a.odt", build_odf("odt"), "odt"),
        ("a.ods", build_odf("ods"), "ods"),
        ("a.odp", build_odf("odp"), "odp"),
        ("a.jpeg", build_photo("JPEG"), "jpg"),
        ("a.png", build_photo("PNG"), "png"),
        ("a.webp", build_photo("WEBP"), "webp"),
        ("a.csv", "nom;âge\nA;3\n".encode("cp1252"), "csv"),
        ("a.md", "# Réunion".encode(), "txt"),
        ("a.txt", "Réunion".encode("utf-16"), "txt"),
        # The name lies; the content decides, and the name follows it.
        ("photo.pdf", build_photo("PNG"), "png"),
        ("facture.exe", PDF, "pdf"),
    ],
)
def test_type_is_read_in_the_content(nom, contenu, cle):
    fichier = inspect_fichier(nom, contenu)
    assert fichier.format.extension == cle
    assert fichier.nom.endswith(f".{cle}")
    assert fichier.empreinte == hashlib.sha256(fichier.contenu).hexdigest()


@pytest.mark.parametrize(
    ("nom", "contenu", "raison"),
    [
        ("a.pdf", b"", "vide"),
        ("a.txt", b"<!DOCTYPE html><script>alert(1)</script>", "page web"),
        ("a.txt", b"  \n<!-- x --><SVG onload=alert(1)>", "page web"),
        ("a.csv", b"<?xml version='1.0'?><svg xmlns='x'/>", "page web"),
        ("a.txt", b"<?php system('ls'); ?>", "page web"),
        ("a.pdf", b"MZ\x90\x00\x03", "un programme"),
        ("a.docx", b"\x7fELF\x02\x01", "un programme"),
        ("a.txt", b"#!/bin/sh\nrm -rf ~", "un programme"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "ancien format"),
        ("a.jpg", b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        ("a.docx", build_office("docx", {"word/vbaProject.bin": b"x"}), "macros"),
        ("a.xlsx", build_office("xlsx", {"xl/macrosheets/sheet1.xml": b"x"}), "macros"),
        ("a.odt", build_odf("odt", {"Basic/Standard/Module1.xml": b"x"}), "macros"),
        ("a.ods", build_odf("ods", {"Scripts/python/m.py": b"x"}), "macros"),
        ("a.docx", build_zip({"x.txt": b"x"}), "archive"),
        ("a.docx", build_office("docx")[:200], "abîmé"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 50, "abîmé"),
        ("a.png", build_photo("PNG")[:60], "abîmée"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 50, "abîmée"),
        ("a.js", b"alert(1)", "pas accepté"),
        ("a.bat", b"del *", "pas accepté"),
        ("sans-extension", b"bonjour", "pas accepté"),
        ("a.txt", b"a\0b", "pas accepté"),
    ],
)
def test_what_may_harm_is_refused_with_a_reason(nom, contenu, raison):
    with pytest.raises(DocumentRefuse, match=raison):
        inspect_fichier(nom, contenu)


def test_document_that_says_that_it_has_macros_is_refused():
    types = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    with pytest.raises(DocumentRefuse, match="macros"):
        inspect_fichier("a.docx", build_zip({"[Content_Types].xml": types}))


def test_bombs_are_refused_before_they_unfold():
    with pytest.raises(DocumentRefuse, match="démesuré"):
        inspect_fichier("a.docx", build_office("docx", {"word/media/a.bin": b"\0" * (30 * 1024 * 1024)}))
    with pytest.raises(DocumentRefuse, match="démesuré"):
        inspect_fichier("a.docx", build_office("docx", {f"x/{rang}": b"" for rang in range(10_001)}))
    with pytest.raises(DocumentRefuse, match="démesuré"):
        inspect_fichier("a.docx", build_zip({"[Content_Types].xml": b" " * (3 * 1024 * 1024)}))


@pytest.mark.parametrize(
    ("nom", "propre"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Temp\\Compte rendu.PDF", "Compte rendu.pdf"),
        ("facture\u202efdp.exe", "facturefdp.pdf"),
        ("a\0b\n\tc.pdf", "abc.pdf"),
        ("  Réunion\u00a0du 12 mars .pdf", "Réunion du 12 mars.pdf"),
        ("<b>&nbsp;:*?.pdf", "b-&nbsp;.pdf"),
        (".pdf", "Fichier.pdf"),
        ("con.pdf", "Fichier con.pdf"),
        ("", "Fichier.pdf"),
        ("Bilan 2026. Version finale", "Bilan 2026. Version finale.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("\u200b.pdf", "Fichier.pdf"),
    ],
)
def test_name_is_made_harmless(nom, propre):
    assert clean_nom(nom, "pdf") == propre


def test_long_name_keeps_its_extension():
    nom = clean_nom("é" * 400, "docx")
    assert len(nom) == MAX_NOM_FICHIER
    assert nom.endswith(".docx")


@pytest.mark.parametrize(
    ("programme", "raison"),
    [
        ("sh -c 'cat >/dev/null; exit 1'", "antivirus du serveur refuse"),
        ("sh -c 'exit 2'", "ne répond pas"),
        ("programme-qui-n-existe-pas", "ne répond pas"),
    ],
)
def test_scanner_decides(settings, programme, raison):
    settings.ANTIVIRUS = programme
    with pytest.raises(DocumentRefuse, match=raison):
        inspect_fichier("a.pdf", PDF)


def test_scanner_reads_the_file_and_lets_it_in(settings, tmp_path):
    settings.ANTIVIRUS = f"sh -c 'cat > {tmp_path}/lu'"
    inspect_fichier("a.pdf", PDF)
    assert (tmp_path / "lu").read_bytes() == PDF


def test_scanner_that_hangs_lets_nothing_in(settings, monkeypatch):
    monkeypatch.setattr("convive.documents.inspection.antivirus.SECONDES", 0.2)
    settings.ANTIVIRUS = "sleep 30"
    with pytest.raises(DocumentRefuse, match="ne répond pas"):
        inspect_fichier("a.pdf", PDF)
