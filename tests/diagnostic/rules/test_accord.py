"""The singular of what the catalogue counts."""

import pytest

from convive.diagnostic.rules.accord import accorde, aucun


@pytest.mark.parametrize(
    ("value", "groupe", "expected"),
    [
        (1, "habitants", "habitant"),
        (0, "ménages", "ménage"),
        (1.9, "habitants par km²", "habitant par km²"),
        (1, "résidences principales", "résidence principale"),
        (1, "habitants de moins de 20 ans", "habitant de moins de 20 ans"),
        (1, "aînés pour 100 jeunes", "aîné pour 100 jeunes"),
        (1, "décès", "décès"),
        (1, "relais", "relais"),
        (1, "relais petite enfance", "relais petite enfance"),
        (1, "% par an", "% par an"),
        (1, "km²", "km²"),
        (2, "habitants", "habitants"),
        (1, "centres sociaux", "centre social"),
        (0, "établissements médico-sociaux", "établissement médico-social"),
        (1, "structures France services", "structure France services"),
        (1, "structures France services pour 10 000 habitants", "structure France services pour 10 000 habitants"),
    ],
)
def test_singular_below_two(value: float, groupe: str, expected: str):
    assert accorde(value, groupe) == expected


@pytest.mark.parametrize(
    ("groupe", "expected"),
    [
        ("lycées", "aucun\u00a0lycée"),
        ("places pour 100 enfants", "aucune\u00a0place pour 100 enfants"),
        ("écoles d’indice inférieur à 90", "aucune\u00a0école d’indice inférieur à 90"),
    ],
)
def test_nothing_is_said_as_none(groupe: str, expected: str):
    assert aucun(groupe) == expected
