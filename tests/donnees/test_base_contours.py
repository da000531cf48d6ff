"""The packaged contours: one for every commune, borders shared, areas plausible."""

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from convive.donnees.sources.base import BASE_DIR

COMPOSEES = ("75056", "69123", "13055")
Anneau = list[list[float]]


@pytest.fixture(scope="module")
def territoires() -> dict[str, dict[str, Any]]:
    """Communes and arrondissements municipaux of métropole and DROM."""
    return {
        ligne["code"]: ligne
        for ligne in pq.read_table(BASE_DIR / "territoires.parquet").to_pylist()
        if ligne["type"] in ("commune", "arrondissement_municipal") and ligne["zone"] != "com"
    }


@pytest.fixture(scope="module")
def contours() -> dict[str, dict[str, Any]]:
    return {ligne["code"]: ligne for ligne in pq.read_table(BASE_DIR / "contours.parquet").to_pylist()}


def list_anneaux(geometrie: str) -> Iterator[tuple[int, Anneau]]:
    """(rank of the ring in its part, points) of a GeoJSON geometry."""
    contenu = json.loads(geometrie)
    parties = contenu["coordinates"] if contenu["type"] == "MultiPolygon" else [contenu["coordinates"]]
    for partie in parties:
        yield from enumerate(partie)


def compute_aire_signee(anneau: Anneau) -> float:
    """Twice the area in square degrees, positive when the ring turns counterclockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(anneau))


def count_aretes(geometries: list[str]) -> Counter[tuple[tuple[float, ...], ...]]:
    """How many times each edge is used, whichever way."""
    return Counter(
        tuple(sorted((tuple(a), tuple(b))))
        for geometrie in geometries
        for _, anneau in list_anneaux(geometrie)
        for a, b in pairwise(anneau)
    )


def test_every_commune_and_arrondissement_has_a_contour(contours: Any, territoires: Any) -> None:
    assert {code: ligne["departement"] for code, ligne in contours.items()} == {
        code: ligne["departement"] for code, ligne in territoires.items()
    }


def test_contours_are_closed_rings_turned_as_geojson_wants(contours: Any) -> None:
    for ligne in contours.values():
        for rang, anneau in list_anneaux(ligne["geometrie"]):
            assert len(anneau) >= 4
            assert anneau[0] == anneau[-1]
            assert all(a != b for a, b in pairwise(anneau))
            assert (compute_aire_signee(anneau) > 0) == (rang == 0)


@pytest.mark.parametrize("departement", ["29", "86", "15", "69", "2A", "974"])
def test_borders_are_shared_vertex_by_vertex(departement: str, contours: Any) -> None:
    """No edge is used more than twice; inside, each is used twice: the outline left is that of whole land masses."""
    aretes = count_aretes(
        [
            ligne["geometrie"]
            for code, ligne in contours.items()
            if ligne["departement"] == departement and code not in COMPOSEES
        ]
    )
    assert set(aretes.values()) == {1, 2}
    # Lines used once close on themselves: a border that would not be shared would leave loose ends inside.
    degres = Counter(point for arete, nombre in aretes.items() if nombre == 1 for point in arete)
    assert all(degre % 2 == 0 for degre in degres.values())


def test_civraisien_is_one_piece_without_any_gap(contours: Any, territoires: Any) -> None:
    membres = [code for code, ligne in territoires.items() if ligne["epci"] == "200070035"]
    aretes = count_aretes([contours[code]["geometrie"] for code in membres])
    pourtour = [arete for arete, nombre in aretes.items() if nombre == 1]
    voisins: dict[tuple[float, ...], list[tuple[float, ...]]] = {}
    for a, b in pourtour:
        voisins.setdefault(a, []).append(b)
        voisins.setdefault(b, []).append(a)
    vus, pile = set(), [next(iter(voisins))]
    while pile:
        point = pile.pop()
        if point not in vus:
            vus.add(point)
            pile += voisins[point]
    assert vus == voisins.keys(), "a second outline would be a hole or a sliver"


def test_areas_are_plausible(contours: Any, territoires: Any) -> None:
    metropole = sum(
        contours[code]["superficie_km2"]
        for code, ligne in territoires.items()
        if ligne["zone"] == "metro" and ligne["type"] == "commune"
    )
    assert 543_000 < metropole < 552_000
    assert all(ligne["superficie_km2"] > 0.01 for ligne in contours.values())  # Castelmoron-d'Albret: 3 ha.
    assert contours["75056"]["superficie_km2"] == pytest.approx(105.4, rel=0.03)


def test_areas_are_close_to_those_of_the_producer(depot_officiel: Path, contours: Any) -> None:
    """SUPERF of the comparateur, communes that did not change since; the tail is sea shore, lakes and the smallest."""
    with (
        zipfile.ZipFile(depot_officiel / "insee" / "base_cc_comparateur_csv.zip") as paquet,
        paquet.open("base_cc_comparateur.CSV") as flux,
    ):
        rapports = sorted(
            contours[ligne["CODGEO"]]["superficie_km2"] / float(ligne["SUPERF"])
            for ligne in csv.DictReader(io.TextIOWrapper(flux, "ascii"), delimiter=";")
            if ligne["CODGEO"] in contours and ligne["SUPERF"]
        )
    assert len(rapports) > 34_000
    assert rapports[len(rapports) // 2] == pytest.approx(1, abs=0.01)
    assert sum(0.95 < rapport < 1.05 for rapport in rapports) > 0.96 * len(rapports)


def test_communes_restored_in_2025_share_the_land_of_their_parent(contours: Any) -> None:
    famille = ["15141", "15031", "15035", "15047", "15171"]
    assert sum(contours[code]["superficie_km2"] for code in famille) == pytest.approx(92.4, abs=0.3)
    assert contours["15141"]["superficie_km2"] < 20


def test_simplification_keeps_shared_borders_and_small_islands() -> None:
    pytest.importorskip("shapely", reason="the group « base » of dependencies is only for those who build the base")
    import shapely

    from tools.base.topologie import simplify_contours

    frontiere = [(0.1 + (0.0001 if n % 2 else 0.0), n / 100) for n in range(11)]
    ouest = shapely.Polygon([(0, 0), *frontiere, (0, 0.1)])
    est = shapely.MultiPolygon(
        [
            shapely.Polygon([(0.2, 0.1), (0.2, 0), *frontiere]),
            shapely.Polygon([(0.3, 0.3), (0.3003, 0.3), (0.3003, 0.3004), (0.3, 0.3004)]),
        ]
    )
    simples = simplify_contours({"ouest": ouest, "est": est}, tolerance_metres=200)
    assert all(contour.is_valid for contour in simples.values())
    assert shapely.get_num_coordinates(simples["ouest"]) == 5
    assert shapely.get_num_geometries(simples["est"]) == 2
    assert simples["ouest"].intersection(simples["est"]).area == 0
    assert simples["ouest"].intersection(simples["est"]).length == pytest.approx(0.1, abs=1e-6)
