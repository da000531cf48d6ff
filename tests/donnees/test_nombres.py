import re

import pytest

from convive.donnees.nombres import NombreInvalide, compute_cellule, compute_code_insee
from convive.donnees.rules import Statut


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("12", 12.0),
        ("-14,8", -14.8),
        ("17.5", 17.5),
        ("162.0", 162.0),
        (" 7107.01247632609 ", 7107.01247632609),
        ("1e-05", 1e-05),
        ("15 156", 15156.0),
        ("15\u00a0156", 15156.0),
        ("1\u202f015\u202f156,5", 1015156.5),
        ("0", 0.0),
        ("s", Statut.SECRET),
        ("ns", Statut.SECRET),
        ("N/A - secret statistique", Statut.SECRET),
        ("nd", Statut.NON_DISPONIBLE),
        ("NA", Statut.NON_DISPONIBLE),
        ("", Statut.NON_PUBLIE),
        ("  ", Statut.NON_PUBLIE),
        ("\u00a0", Statut.NON_PUBLIE),
    ],
)
def test_cellule_numbers_and_markers(texte: str, attendu: float | Statut) -> None:
    assert compute_cellule(texte, vide=Statut.NON_PUBLIE) == attendu


@pytest.mark.parametrize(
    "texte", ["abc", "1,234.5", "1 23", "12 34 5", "nan", "inf", "--", "1,2,3", "12%", "0x10", "1_000", "1e999"]
)
def test_cellule_refuses_text_in_a_number(texte: str) -> None:
    with pytest.raises(NombreInvalide, match=re.escape(texte)):
        compute_cellule(texte, vide=Statut.SECRET)


def test_cellule_zero_is_not_a_missing_value() -> None:
    assert compute_cellule("0", vide=Statut.SECRET) == 0.0
    assert compute_cellule("0", vide=Statut.SECRET) is not Statut.SECRET


@pytest.mark.parametrize(
    ("texte", "options", "attendu"),
    [
        ("97101", {}, "97101"),
        ("971101", {"six_caracteres": True}, "97101"),
        ("974424", {"six_caracteres": True}, "97424"),
        ("971101", {}, "971101"),
        # 972 and 101 do not share their digit: this is not one of the damaged codes.
        ("972101", {"six_caracteres": True}, "972101"),
        ("1001", {"zeros_perdus": True}, "01001"),
        ("1001", {}, "1001"),
        ("2a004", {}, "2A004"),
        (" 01001 ", {}, "01001"),
    ],
)
def test_code_insee_repairs_only_what_is_declared(texte: str, options: dict[str, bool], attendu: str) -> None:
    assert compute_code_insee(texte, **options) == attendu
