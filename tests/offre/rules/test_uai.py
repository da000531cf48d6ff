import pytest

from convive.acteurs.rules.identifiants import IdentifiantInvalide
from convive.offre.rules.uai import parse_uai


@pytest.mark.parametrize(("texte", "attendu"), [("", ""), ("0750654D", "0750654D"), (" 075 0654 d ", "0750654D")])
def test_uai_is_read(texte, attendu):
    """The lycée Louis-le-Grand, Paris, in the public directory of schools."""
    assert parse_uai(texte) == attendu


@pytest.mark.parametrize(
    ("texte", "phrase"), [("0750654E", "n’existe pas"), ("75065D", "sept chiffres"), ("0750654", "sept chiffres")]
)
def test_uai_that_cannot_exist_says_why(texte, phrase):
    with pytest.raises(IdentifiantInvalide, match=phrase):
        parse_uai(texte)
