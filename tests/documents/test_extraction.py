"""The words of a file, read by a program of its own."""

import subprocess
import sys

import pytest

from convive.documents.extraction import MAX_CARACTERES, extract_texte
from tests.documents.fichiers import PDF, build_odf, build_office, build_zip

DECISION = '<x:p xmlns:x="x"><x:t>Décision 2026</x:t><x:noBreakHyphen/><x:t>003</x:t></x:p>'
FEUILLE = '<x:worksheet xmlns:x="x"><x:c><x:v>0</x:v></x:c><x:is><x:t>écrit sur place</x:t></x:is></x:worksheet>'
PARTAGES = '<x:sst xmlns:x="x"><x:si><x:t>Crèche</x:t></x:si><x:si><x:t>Places</x:t></x:si></x:sst>'


@pytest.mark.parametrize(
    ("cle", "contenu", "texte"),
    [
        ("pdf", PDF, "Accueil collectif"),
        ("docx", build_office("docx"), "Compte rendu du comité Suite"),
        ("docx", build_zip({"word/document.xml": DECISION}), "Décision 2026-003"),
        ("odt", build_odf(), "Délibération"),
        (
            "xlsx",
            build_zip({"xl/sharedStrings.xml": PARTAGES, "xl/worksheets/sheet1.xml": FEUILLE}),
            "Crèche Places écrit sur place",
        ),
        ("txt", "Été\n\n 2026".encode("cp1252"), "Été 2026"),
        ("csv", "\ufeffa;b".encode(), "a;b"),
        ("txt", "Été".encode("utf-16"), "Été"),
    ],
)
def test_words_are_read(cle, contenu, texte):
    assert extract_texte(cle, contenu) == texte


def test_words_are_bounded():
    assert len(extract_texte("txt", b"mot " * MAX_CARACTERES)) == MAX_CARACTERES


def test_entities_that_unfold_without_end_are_not_read():
    bombe = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert extract_texte("docx", build_zip({"word/document.xml": bombe})) == ""


def test_program_answers_on_its_output():
    run = subprocess.run(
        [sys.executable, "-m", "convive.documents.extraction", "pdf"], input=PDF, capture_output=True, check=True
    )
    assert run.stdout == b"Accueil collectif"
