"""Each column named belongs to a source that gives the quantity."""

import pytest

from convive.diagnostic.rules.trace import get_colonne
from convive.diagnostic.selectors.catalogue import get_colonnes
from convive.donnees.sources.registre import SOURCES

pytestmark = pytest.mark.sans_base


def test_columns_are_those_of_declared_sources():
    for source, colonnes in get_colonnes().items():
        assert set(colonnes) <= set(SOURCES[source].quantites), source


def test_column_is_written_with_its_vintage():
    assert get_colonne(get_colonnes(), "comparateur", "menages", 2018) == "P18_MEN"
    assert get_colonne(get_colonnes(), "populations_serie", "population_rp", 2009) == "p09_pop"
    assert get_colonne(get_colonnes(), "inconnue", "menages", 2018) == ""
