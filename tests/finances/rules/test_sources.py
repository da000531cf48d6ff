"""A source says when its content was written, and how well that is known."""

import pytest

from convive.finances.rules.sources import CatalogueInvalide, Precision, Source, build_sources

ENTREE = {"code": "S1", "libelle": "Une Caf", "date": "2025", "precision": "exacte", "adresses": []}


@pytest.mark.parametrize(
    ("quand", "precision", "attendu"),
    [
        ("2025-11", Precision.EXACTE, "en novembre\u00a02025"),
        ("2022", Precision.ENVIRON, "vers 2022"),
        ("2021", Precision.AVANT, "avant 2021"),
        ("2024", Precision.APRES, "après 2024"),
        (None, Precision.INCONNUE, "non datée"),
    ],
)
def test_date_of_a_source(quand, precision, attendu):
    assert Source("S1", "Une Caf", quand, precision, ()).quand == attendu


def test_code_written_twice_is_refused():
    assert list(build_sources([ENTREE])) == ["S1"]
    with pytest.raises(CatalogueInvalide, match="S1"):
        build_sources([ENTREE, ENTREE])
