import re
from pathlib import Path

import pytest

from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import compute_code_insee
from convive.donnees.rules import Statut
from convive.donnees.sources import archive, lecture
from convive.donnees.sources.lecture import build_tableau, get_cellules, get_tableau


def get_refus(octets: bytes, *, separateur: str = ";", colonnes: tuple[str, ...] = ("POP",)) -> FichierIllisible:
    def read_all() -> None:
        tableau = build_tableau("f.csv", octets, separateur=separateur, cle="COM")
        get_cellules(tableau, colonnes, cle="COM", vides=dict.fromkeys(colonnes, Statut.SECRET))

    with pytest.raises(FichierIllisible) as refus:
        read_all()
    message = str(refus.value)
    assert message.startswith("f.csv")
    assert message.endswith(".")
    assert "\n" not in message
    return refus.value


@pytest.mark.parametrize(
    "octets",
    [
        "COM;LIB;POP\r\n01001;Été;1\r\n".encode(),
        "\ufeffCOM;LIB;POP\r\n01001;Été;1\r\n".encode(),
        "COM;LIB;POP\n01001;Été;1\n".encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with BOM (trap 2)", "cp1252 (trap 1)"],
)
def test_encodings_are_detected(octets: bytes) -> None:
    tableau = build_tableau("f.csv", octets, separateur=";", cle="COM")
    assert tableau.entete == ["COM", "LIB", "POP"]
    assert tableau.lignes == [(2, ["01001", "Été", "1"])]


@pytest.mark.parametrize("octets", ["COM;POP\n".encode("utf-16"), b"COM;POP\n\x00\x01;2\n"])
def test_utf16_and_binary_are_refused(octets: bytes) -> None:
    assert "UTF-16" in get_refus(octets).cause


def test_undecodable_bytes_are_refused_with_their_line() -> None:
    refus = get_refus(b"COM;POP\n01001;1\n0\x81\x8d;2\n")
    assert refus.ligne == 3
    assert "encodage" in refus.cause


@pytest.mark.parametrize("octets", [b"", b" \r\n \n"])
def test_empty_file_is_refused(octets: bytes) -> None:
    assert "vide" in get_refus(octets).cause


def test_header_alone_is_refused() -> None:
    assert "aucune ligne" in get_refus(b"COM;POP\n").cause


def test_separator_is_checked_trap_3() -> None:
    assert "« virgule », « point-virgule » attendu" in get_refus(b"COM,POP\n01001,1\n").cause
    assert "« point-virgule », « virgule » attendu" in get_refus(b"COM;POP\n01001;1\n", separateur=",").cause


def test_missing_key_column_is_refused() -> None:
    assert get_refus(b"CODE;POP\n01001;1\n").colonne == "COM"


def test_missing_value_column_is_refused() -> None:
    refus = get_refus(b"COM;POPULATION\n01001;1\n")
    assert refus.colonne == "POP"
    assert "format" in refus.cause


def test_duplicated_header_name_is_refused() -> None:
    refus = get_refus(b"COM;POP;POP\n01001;1;2\n")
    assert (refus.ligne, refus.colonne) == (1, "POP")


def test_repeated_header_line_is_refused() -> None:
    refus = get_refus(b"COM;POP\n01001;1\nCOM;POP\n01002;2\n")
    assert refus.ligne == 3
    assert "en-tête" in refus.cause


def test_duplicate_key_is_refused_trap_26() -> None:
    refus = get_refus(b"COM;POP\n01001;1\n01002;3\n01001;2\n")
    assert (refus.ligne, refus.colonne) == (4, "COM")
    assert "déjà à la ligne 2" in refus.cause


def test_text_in_a_number_is_refused_with_line_and_column() -> None:
    refus = get_refus(b"COM;POP\n01001;1\n01002;douze\n")
    assert str(refus) == "f.csv, ligne 3, colonne « POP » : « douze » n’est pas un nombre."


def test_truncated_line_is_refused() -> None:
    refus = get_refus(b"COM;LIB;POP\n01001;A;1\n01002;B")
    assert refus.ligne == 3
    assert "2 cellules au lieu de 3" in refus.cause


def test_too_many_cells_are_refused() -> None:
    assert "4 cellules au lieu de 3" in get_refus(b"COM;LIB;POP\n01001;A;B;1\n").cause


def test_unclosed_quote_is_refused() -> None:
    assert "guillemets" in get_refus(b'COM;LIB;POP\n01001;"A;1\n01002;B;2\n').cause


def test_stray_columns_and_empty_trailing_rows_are_ignored_traps_8_9() -> None:
    octets = b"COM;;POP;;\n01001;;1;;\n01002;;2;;;;\n;;;;\n;;\n\n"
    tableau = build_tableau("f.csv", octets, separateur=";", cle="COM")
    cellules = get_cellules(tableau, ["POP"], cle="COM", vides={"POP": Statut.SECRET})
    assert cellules == {"POP": {"01001": 1.0, "01002": 2.0}}


def test_line_breaks_inside_quotes_lines_are_not_records_trap_23() -> None:
    octets = b'COM,LIB,POP\n01001,"a\nb",1\n01002,c,2\n'
    tableau = build_tableau("f.csv", octets, separateur=",", cle="COM")
    assert [ligne for ligne, _ in tableau.lignes] == [3, 4]


def test_point_and_comma_in_the_same_file_trap_4() -> None:
    octets = b"COM;A;B\n01001;50,5;50.5\n"
    tableau = build_tableau("f.csv", octets, separateur=";", cle="COM")
    cellules = get_cellules(tableau, ["A", "B"], cle="COM", vides=dict.fromkeys("AB", Statut.SECRET))
    assert cellules["A"]["01001"] == cellules["B"]["01001"] == 50.5


def test_file_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lecture, "OCTETS_MAX", 10)
    path = tmp_path / "f.csv"
    path.write_bytes(b"COM;POP\n01001;1\n")
    with pytest.raises(FichierIllisible, match="dépasse"):
        get_tableau(path, separateur=";", cle="COM")


# The same reading on real files whose sources come later: each one holds a trap.


def test_cp1252_and_thousands_with_a_space_traps_1_5_9(depot_officiel: Path) -> None:
    tableau = get_tableau(depot_officiel / "dgcl" / "perimetre-epci-a-fp.csv", separateur=";", cle="insee")
    assert len(tableau.lignes) == 34_871
    cellules = get_cellules(tableau, ["pmun_2025"], cle="insee", vides={"pmun_2025": Statut.NON_DISPONIBLE})
    assert all(isinstance(cellule, float) for cellule in cellules["pmun_2025"].values())
    assert max(c for c in cellules["pmun_2025"].values() if isinstance(c, float)) > 2_000_000
    assert any("é" in champs[2] for _, champs in tableau.lignes[:200])


def test_lost_leading_zeros_trap_10(depot_officiel: Path) -> None:
    tableau = get_tableau(depot_officiel / "dgcl" / "EPCI_composition.csv", separateur=";", cle="COM")
    position = tableau.get_position("COM")
    bruts = [champs[position] for _, champs in tableau.lignes]
    repares = [compute_code_insee(code, zeros_perdus=True) for code in bruts]
    assert sum(len(code) == 4 for code in bruts) == 3_144
    assert all(len(code) == 5 for code in repares)
    assert len(set(repares)) == len(bruts)


def test_stray_columns_and_narrow_no_break_space_traps_5_8(depot_officiel: Path) -> None:
    path = depot_officiel / "insee" / "QPV_DEMO_2022.csv"
    entete = path.read_text(encoding="utf-8-sig").splitlines()[0].split(";")
    cle = entete[0]
    tableau = get_tableau(path, separateur=";", cle=cle)
    assert len(tableau.lignes) == 1_400
    assert sum(bool(nom) for nom in tableau.entete) == 34
    cellules = get_cellules(tableau, ["POP_MUN"], cle=cle, vides={"POP_MUN": Statut.SECRET})["POP_MUN"]
    assert any(isinstance(c, float) and c > 1_000 for c in cellules.values())


def test_quoted_line_breaks_trap_23(depot_officiel: Path) -> None:
    path = depot_officiel / "anct" / "liste-fs-20240801.csv"
    assert len(get_tableau(path, separateur=",", cle="id_fs").lignes) == 2_845


def test_zip_and_plain_files_read_the_same(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "f.zip", "w") as flux:
        flux.writestr("dossier/f.csv", "COM;POP\n01001;1\n")
    (tmp_path / "f.csv").write_text("COM;POP\n01001;1\n")
    membre = re.compile(r"f\.csv")
    zippe = get_tableau(tmp_path / "f.zip", separateur=";", cle="COM", membre=membre)
    assert zippe.lignes == get_tableau(tmp_path / "f.csv", separateur=";", cle="COM", membre=membre).lignes
    assert zippe.fichier == "f.zip › dossier/f.csv"
    assert archive.OCTETS_MAX > 0
