"""The figures of a quartier: its own, and why one is missing."""

import pytest

from convive.diagnostic.rules.zones import COLONNES_IRIS, COLONNES_QPV, ColonneZone, compute_valeur, list_grandeurs
from convive.donnees.quantites import QUANTITES
from convive.donnees.rules import Statut

PART = ColonneZone("Part", ("a",), ("a", "b"), 1)
OUI, PARTIEL = Statut.VALEUR, Statut.PARTIEL


@pytest.mark.parametrize(
    ("lues", "attendu"),
    [
        ({"a": (10.0, OUI), "b": (30.0, OUI)}, (25.0, OUI)),
        ({"a": (0.0, OUI), "b": (30.0, OUI)}, (0.0, OUI)),
        ({"a": (10.0, OUI), "b": (30.0, PARTIEL)}, (25.0, PARTIEL)),
        ({"a": (10.0, OUI), "b": (19.0, OUI)}, (None, Statut.NON_CALCULABLE)),
        ({"a": (None, Statut.SECRET), "b": (30.0, OUI)}, (None, Statut.SECRET)),
        ({"a": (10.0, OUI)}, (None, Statut.NON_DISPONIBLE)),
    ],
)
def test_share_of_a_quartier(lues, attendu):
    assert compute_valeur(PART, lues, 30) == attendu


def test_count_has_no_threshold_and_a_share_of_nothing_is_none():
    assert compute_valeur(ColonneZone("Nombre", ("a", "b")), {"a": (1.0, OUI), "b": (2.0, OUI)}, 30) == (3.0, OUI)
    assert compute_valeur(PART, {"a": (0.0, OUI), "b": (0.0, OUI)}, 0) == (None, Statut.NON_CALCULABLE)


def test_columns_are_quantities_that_the_data_plane_knows():
    assert set(list_grandeurs(*COLONNES_IRIS, *COLONNES_QPV)) <= set(QUANTITES)
