"""A file becomes rows of texts, or one sentence that says why not."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from convive.documents.rules.tableur import MAX_LIGNES, FichierIllisible, protect_apostrophe, read_lignes


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


def build_archive(**parts: str) -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, xml in parts.items():
            archive.writestr(nom.replace("__", "/"), xml)
    return sortie.getvalue()


def build_classeur(feuille: str, sheet: str = '<sheet r:id="a"/>', textes: str = "<sst/>") -> bytes:
    """An XLSX written by hand, as no spreadsheet would."""
    rels = '<Relationships><Relationship Id="a" Target="feuille.xml"/></Relationships>'
    parts = {
        "xl/workbook.xml": f'<workbook xmlns:r="urn:r"><sheets>{sheet}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": rels,
        "xl/sharedStrings.xml": textes,
        "xl/feuille.xml": f"<worksheet><sheetData>{feuille}</sheetData></worksheet>",
    }
    return build_archive(**parts)


def damage(contenu: bytes) -> bytes:
    """The same archive, whose compressed bytes say nothing any more; its tables are whole."""
    debut = contenu.index(b"content.xml") + len(b"content.xml")
    return contenu[:debut] + b"\xff" * 20 + contenu[debut + 20 :]


def encrypt(contenu: bytes) -> bytes:
    """The same archive, said to be encrypted, in both its headers."""
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        debut = contenu.index(signature) + place
        contenu = contenu[:debut] + b"\x01" + contenu[debut + 1 :]
    return contenu


ODS = '<office:d xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x"><table:table>{}</table:table></office:d>'
LIGNE_ODS = "<table:table-row{}><table:table-cell{}><text:p>{}</text:p></table:table-cell></table:table-row>"
REPETE = (' table:number-rows-repeated="{}"', ' table:number-columns-repeated="{}"')


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


@pytest.mark.parametrize(
    ("cle", "contenu"),
    [
        ("xlsx", build_classeur("<row><c/></row>", sheet="")),
        ("xlsx", build_classeur("<row><c/></row>", sheet="<sheet/>")),
        ("xlsx", build_classeur("<row><c/></row>", sheet='<sheet r:id="b"/>')),
        ("xlsx", build_archive(**{"xl/workbook.xml": "<workbook/>"})),
        ("ods", damage(build_archive(**{"content.xml": ODS.format("a" * 500)}))),
        ("ods", encrypt(build_archive(**{"content.xml": ODS.format("")}))),
        ("ods", build_archive(**{"content.xml": '<?xml version="1.0" encoding="inconnu"?><a/>'})),
        ("ods", build_archive(**{"content.xml": "<a>" * 5000 + "</a>" * 5000})),
        (
            "ods",
            build_archive(
                **{"content.xml": ODS.format(LIGNE_ODS.format("", "", "<text:span>" * 3000 + "</text:span>" * 3000))}
            ),
        ),
    ],
)
def test_damaged_office_file_is_refused_with_a_sentence(cle, contenu):
    with pytest.raises(FichierIllisible, match="abîmé"):
        read_lignes(cle, contenu)


@pytest.mark.parametrize(
    ("cle", "contenu"),
    [
        # 5,000 rows of 100 cells, each of the same text: five hundred million characters in five hundred bytes.
        (
            "ods",
            build_archive(
                **{
                    "content.xml": ODS.format(
                        LIGNE_ODS.format(REPETE[0].format(5000), REPETE[1].format(100), "a" * 1000)
                    )
                }
            ),
        ),
        ("xlsx", build_classeur("<row/>" * 2_000_001)),
        ("xlsx", build_classeur(f"<row>{'<c/>' * 100_001}</row>")),
        ("xlsx", build_classeur("<row/>", textes=f"<sst><si>{'<t/>' * 100_001}</si></sst>")),
        (
            "xlsx",
            build_classeur(
                '<row><c t="s"><v>0</v></c></row>' * 200, textes=f"<sst><si><t>{'a' * 32_000}</t></si></sst>"
            ),
        ),
    ],
)
def test_file_made_to_unfold_is_refused_before_it_fills_the_memory(cle, contenu):
    with pytest.raises(FichierIllisible, match="trop"):
        read_lignes(cle, contenu)


def test_one_cell_never_unfolds_beyond_what_a_spreadsheet_holds():
    espaces = '<text:s text:c="32767"/>' * 1000
    contenu = build_archive(**{"content.xml": ODS.format(LIGNE_ODS.format("", "", f"a{espaces}b"))})
    assert read_lignes("ods", contenu) == [(1, ["a"])]


def test_only_the_first_sheet_of_an_ods_is_read():
    feuille = LIGNE_ODS.format("", "", "a")
    deux = ODS.format(f"{feuille}</table:table><table:table>{LIGNE_ODS.format('', '', 'b')}")
    assert read_lignes("ods", build_archive(**{"content.xml": deux})) == [(1, ["a"])]
