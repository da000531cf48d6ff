"""A file becomes rows of texts, or one sentence that says why not."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from convive.documents.rules.tableur import MAX_LIGNES, FichierIllisible, protect_apostrophe, read_lignes

pytestmark = pytest.mark.sans_base


def build_xlsx(*lignes) -> bytes:
    livre = openpyxl.Workbook()
    for ligne in lignes:
        livre.active.append(list(ligne))
    sortie = io.BytesIO()
    livre.save(sortie)
    return sortie.getvalue()


def build_ods(corps: str) -> bytes:
    noms = " ".join(
        f'xmlns:{cle}="urn:oasis:names:tc:opendocument:xmlns:{cle}:1.0"' for cle in ("office", "table", "text")
    )
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w") as archive:
        archive.writestr("content.xml", f"<office:d {noms}><table:table>{corps}</table:table></office:d>")
    return sortie.getvalue()


@pytest.mark.parametrize("separateur", [";", ",", "\t"])
@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_whatever_its_encoding_and_its_separator(separateur, encodage):
    texte = f"Organisation{separateur}Téléphone\r\n\r\nL’Œuvre{separateur}05 49\r\n"
    assert read_lignes("csv", texte.encode(encodage)) == [(1, ["Organisation", "Téléphone"]), (3, ["L’Œuvre", "05 49"])]


def test_xlsx_gives_numbers_as_they_are_typed():
    contenu = build_xlsx(["Nom", "SIRET", "Le"], [], ["Caf", 80012345678901, date(2026, 3, 4)], [None, None, "x"])
    assert read_lignes("xlsx", contenu) == [
        (1, ["Nom", "SIRET", "Le"]),
        (3, ["Caf", "80012345678901", "46085"]),
        (4, ["", "", "x"]),
    ]


def test_ods_unfolds_what_repeats_within_limits():
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    row = "<table:table-row{}>{}</table:table-row>"
    vides = row.format(' table:number-rows-repeated="3"', "<table:table-cell/>")
    typed = 'office:value-type="date" office:date-value="2026-03-04"'
    day = f"<table:table-cell {typed}><text:p>4 mars</text:p></table:table-cell>"
    deux = row.format("", cell.format(' table:number-columns-repeated="2"', "a") + day)
    reste = row.format(' table:number-rows-repeated="1048000"', "<table:table-cell/>")
    assert read_lignes("ods", build_ods(vides + deux + reste)) == [(4, ["a", "a", "2026-03-04"])]
    for bombe in (
        row.format(' table:number-rows-repeated="1048000"', cell.format("", "a")),
        row.format("", cell.format(' table:number-columns-repeated="16000"', "a")),
    ):
        with pytest.raises(FichierIllisible, match="plus de"):
            read_lignes("ods", build_ods(bombe))


@pytest.mark.parametrize(
    ("cle", "contenu", "phrase"),
    [
        ("csv", b"", "aucune ligne"),
        ("csv", b";;\n;;\n", "aucune ligne"),
        ("csv", b"Nom\n" + b"a\n" * (MAX_LIGNES + 1), "plus de 5000 lignes"),
        ("csv", b"a;" * 200, "plus de 100 colonnes"),
        ("pdf", b"%PDF-", "Envoyez un tableau"),
        ("xlsx", b"PK\x03\x04 rien", "abîmé"),
        ("ods", build_ods("<table:table-row>"), "abîmé"),
        ("ods", build_ods("<!DOCTYPE a>"), "abîmé"),
    ],
)
def test_what_is_not_a_table_is_refused_with_a_sentence(cle, contenu, phrase):
    with pytest.raises(FichierIllisible, match=phrase):
        read_lignes(cle, contenu)


def test_far_cell_is_refused_before_it_fills_a_memory():
    livre = openpyxl.Workbook()
    livre.active["XFD1048576"] = "loin"
    sortie = io.BytesIO()
    livre.save(sortie)
    with pytest.raises(FichierIllisible, match="colonnes"):
        read_lignes("xlsx", sortie.getvalue())


def test_apostrophe_of_an_export_is_taken_off_and_only_that_one():
    assert read_lignes("csv", b"A;'=1+1;'+33 5;''=2;l'an") == [(1, ["A", "=1+1", "+33 5", "'=2", "l'an"])]
    assert [protect_apostrophe(texte) for texte in ("=1", "'=2", "l'an")] == ["=1", "''=2", "l'an"]
