import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.territoires.rules.saisie import build_ligne_code, decode_fichier, parse_communes


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("86194", [(1, "86194", "", "")]),
        ("86194\n\n  86078 ", [(1, "86194", "", ""), (3, "86078", "", "")]),
        ("86194, 86078;2a004", [(1, "86194", "", ""), (1, "86078", "", ""), (1, "2A004", "", "")]),
        ("86194 Poitiers", [(1, "86194", "Poitiers", "")]),
        ("86194 - Poitiers", [(1, "86194", "Poitiers", "")]),
        ("86194;Poitiers;90033", [(1, "86194", "Poitiers", "")]),
        ("Poitiers;86194;90033", [(1, "86194", "Poitiers", "")]),
        ('"86194","Poitiers"', [(1, "86194", "Poitiers", "")]),
        ("86194,Poitiers", [(1, "86194", "Poitiers", "")]),
        ("86194\tPoitiers", [(1, "86194", "Poitiers", "")]),
        ("Poitiers", [(1, "", "Poitiers", "")]),
        ("Saint-Denis (93)", [(1, "", "Saint-Denis", "93")]),
        ("Bastia 2b", [(1, "", "Bastia", "2B")]),
        ("CA Beaune, Côte et Sud", [(1, "", "CA Beaune, Côte et Sud", "")]),
        ("code_insee;nom\n86194;Poitiers", [(2, "86194", "Poitiers", "")]),
        ("Commune\nPoitiers", [(2, "", "Poitiers", "")]),
        ("\ufeffCODGEO\n86194", [(2, "86194", "", "")]),
        ("Codes", []),
        ("Nom de la commune;Population\nPoitiers;3", [(2, "", "Poitiers", "")]),
        ("Plaine Commune", [(1, "", "Plaine Commune", "")]),
        ("---\n;;;\n", []),
        ("200070035", [(1, "200070035", "", "")]),
        ("12", [(1, "", "", "")]),
    ],
)
def test_parse_communes(texte, attendu):
    assert [(x.numero, x.code, x.nom, x.departement) for x in parse_communes(texte)] == attendu


def test_parse_communes_gives_back_a_lost_zero():
    (ligne,) = parse_communes("1001")
    assert (ligne.code, ligne.is_zero_ajoute) == ("01001", True)


def test_parse_communes_cuts_endless_lines():
    assert len(parse_communes("a" * 5000)[0].texte) == 200


@given(st.text(max_size=400))
def test_parse_communes_never_fails(texte: str):
    for ligne in parse_communes(texte):
        assert ligne.numero >= 1
        assert ligne.texte


def test_build_ligne_code_keeps_what_is_not_a_code():
    assert build_ligne_code(3, " abcd ").code == "ABCD"
    assert build_ligne_code(3, "1001").code == "01001"


@pytest.mark.parametrize("contenu", ["Créon".encode("utf-8-sig"), "Créon".encode(), "Créon".encode("cp1252")])
def test_decode_fichier_of_a_spreadsheet(contenu: bytes):
    assert decode_fichier(contenu) == "Créon"


@pytest.mark.parametrize("contenu", [b"PK\x03\x04...", b"a\0b"])
def test_decode_fichier_refuses_what_is_not_text(contenu: bytes):
    with pytest.raises(ValueError, match="not a text"):
        decode_fichier(contenu)
