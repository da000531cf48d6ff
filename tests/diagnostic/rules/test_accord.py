"""The singular of what the catalogue counts."""

import pytest

from convive.diagnostic.rules.accord import accorde


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
    ],
)
def test_singular_below_two(value: float, groupe: str, expected: str):
    assert accorde(value, groupe) == expected
