"""The map of a count: circles, and what stands where there is no number."""

import re
from dataclasses import replace

import pytest

from convive.documents.graphiques import charte
from convive.donnees.rules import Statut
from tests.documents.factories import build_carte, build_zones
from tests.documents.graphiques.test_graphiques import get_textes


def get_rayons(svg: str) -> list[float]:
    """Radii of the circles, in the order in which they are drawn."""
    return [float(rayon) for rayon in re.findall(r'd="M([\d.]+),0A', svg)]


def test_carte_of_a_count_draws_circles_whose_surface_is_the_number() -> None:
    zones, geometries = build_zones(5)
    nombres = [(400.0, Statut.VALEUR), (100.0, Statut.PARTIEL), (None, Statut.SECRET), (None, Statut.NON_DISPONIBLE)]
    zones = [replace(z, valeur=v, statut=s) for z, (v, s) in zip(zones, [*nombres, (0.0, Statut.VALEUR)], strict=True)]
    options = {"zones": zones, "geometries": geometries, "unite": "enfants", "decimales": 0, "description": None}
    graphique = build_carte(is_effectif=True, **options)
    # The large one first, under the small one; four times the number is twice the radius. Then those of the legend.
    grand, petit, *legende = get_rayons(graphique.svg)
    assert grand == pytest.approx(2 * petit, rel=0.01)
    assert len(legende) == 4
    textes = get_textes(graphique)
    assert {"200", "100", "20", "aucun", "compte partiel", "s, secret", "nd, non disponible"} <= set(textes)
    assert "Commune 0" in textes
    assert not set(charte.SEQUENCE[2:]) & set(re.findall(r'fill="(#[0-9A-F]{6})"', graphique.svg))
    assert graphique.svg.count("<pattern") == 2
    assert graphique.description.endswith("2\u00a0cercles, de surface proportionnelle au nombre.")
    assert ("Commune 1", "100 (partiel)") in graphique.tableau.lignes
    # The same figures as a rate are coloured areas, without a circle.
    assert get_rayons(build_carte(**options).svg) == []


def test_carte_of_a_count_where_nothing_is_above_zero() -> None:
    zones, geometries = build_zones(2)
    graphique = build_carte(
        zones=[replace(zone, valeur=0.0) for zone in zones], geometries=geometries, is_effectif=True
    )
    assert get_rayons(graphique.svg) == []
    assert "aucun" in get_textes(graphique)
