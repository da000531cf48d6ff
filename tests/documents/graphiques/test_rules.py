"""Rules of charts: classes, axes, labels, formats, geometry."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.documents.graphiques.rules import axes, classes, figures, formats, geometrie
from convive.documents.graphiques.rules.ronds import choose_tailles, compute_rayon
from convive.donnees.rules import Statut
from tests.documents.factories import build_carre, build_serie

FINE = "\u202f"
nombres = st.floats(-1e6, 1e6, allow_nan=False)


# --- Classes ---


@given(st.lists(nombres, min_size=1, max_size=150), st.integers(0, 2), st.integers(0, 9))
def test_classes_are_few_ordered_and_none_is_empty(valeurs: list[float], decimales: int, maximum: int) -> None:
    resultat = classes.compute_classes(valeurs, decimales=decimales, maximum=maximum)
    assert 1 <= len(resultat.libelles) <= classes.CLASSES_MAX
    assert len(resultat.libelles) == len(resultat.bornes) + 1
    assert all(bas < haut for bas, haut in pairwise(resultat.bornes))
    assert {resultat.get_rang(valeur) for valeur in valeurs} == set(range(len(resultat.libelles)))


@given(st.lists(nombres, min_size=2, max_size=60), st.integers(0, 2))
def test_classes_keep_the_order_of_values(valeurs: list[float], decimales: int) -> None:
    resultat = classes.compute_classes(valeurs, decimales=decimales)
    rangs = [resultat.get_rang(valeur) for valeur in sorted(valeurs)]
    assert rangs == sorted(rangs)


def test_classes_of_a_skewed_perimeter_stay_balanced() -> None:
    valeurs = [*range(100, 150), 90_000]
    resultat = classes.compute_classes(valeurs, decimales=0)
    assert resultat.bornes == (110, 120, 130, 140)
    assert resultat.libelles == ("moins de 110", "110 à 119", "120 à 129", "130 à 139", "140 et plus")


def test_class_labels_are_french_and_exact() -> None:
    resultat = classes.compute_classes([0.0, 12.34, 1500.26, 26641.5, 26641.6], decimales=1)
    assert resultat.libelles == (
        "moins de 12,3",
        f"12,3 à 1{FINE}500,2",
        f"1{FINE}500,3 à 26{FINE}641,4",
        f"26{FINE}641,5",
        f"26{FINE}641,6 et plus",
    )


@pytest.mark.parametrize(
    ("valeurs", "attendu"),
    [([], ()), ([4.0], ("4",)), ([4.04, 4.01], ("4",)), ([1, 2], ("moins de 2", "2 et plus"))],
    ids=["none", "one", "same once rounded", "two"],
)
def test_classes_of_few_values(valeurs: list[float], attendu: tuple[str, ...]) -> None:
    assert classes.compute_classes(valeurs, decimales=1).libelles == attendu


def test_one_class_asked_covers_all() -> None:
    assert classes.compute_classes([1, 2, 3], decimales=0, maximum=1).libelles == ("1 à 3",)


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6), st.integers(0, 10**6))
def test_roundest_number_is_inside(bas: int, ecart: int, place: int) -> None:
    haut = bas + ecart
    assert bas < classes.get_plus_ronde(bas, haut, bas + place % (ecart + 1)) <= haut


def test_roundest_number_needs_an_interval() -> None:
    assert classes.get_plus_ronde(163, 217, 190) == 200
    with pytest.raises(ValueError, match="No whole number"):
        classes.get_plus_ronde(3, 3, 3)


# --- Axes ---


@given(st.lists(nombres, min_size=1, max_size=20), st.sampled_from([None, True, False]))
def test_axis_holds_every_value(valeurs: list[float], depuis_zero: bool | None) -> None:
    axe = axes.compute_axe(valeurs, depuis_zero=depuis_zero)
    marge = 1e-6 * max(1.0, *map(abs, valeurs))
    assert axe.bas - marge <= min(valeurs)
    assert max(valeurs) <= axe.haut + marge
    assert axe.bas < axe.haut
    assert 2 <= len(axe.graduations) <= 8
    assert axe.depuis_zero or depuis_zero is not True


@pytest.mark.parametrize(
    ("valeurs", "bas", "haut", "depuis_zero"),
    [
        ([46.8, 60.9], 45, 65, False),
        ([5, 100], 0, 100, True),
        ([-3, 4], -4, 4, True),
        ([26_641], 22_000, 30_000, False),
        ([0], 0, 1, True),
        ([0.2, 0.9], 0, 1, True),
    ],
)
def test_axis_bounds(valeurs: list[float], bas: float, haut: float, depuis_zero: bool) -> None:
    axe = axes.compute_axe(valeurs)
    assert (axe.bas, axe.haut, axe.depuis_zero) == (bas, haut, depuis_zero)


def test_axis_of_one_value_from_zero() -> None:
    axe = axes.compute_axe([0.0, 0.0], depuis_zero=True)
    assert (axe.bas, axe.haut) == (0, 1)


@pytest.mark.parametrize(
    ("annees", "maximum", "attendu"),
    [
        ([2017, 2023], 7, [2017, 2018, 2019, 2020, 2021, 2022, 2023]),
        ([2017, 2023], 4, [2017, 2019, 2021, 2023]),
        ([2018, 2023], 3, [2019, 2021, 2023]),
        ([2021], 5, [2021]),
        ([1000, 2023], 2, [1000, 2023]),
    ],
)
def test_years_written(annees: list[int], maximum: int, attendu: list[int]) -> None:
    assert axes.compute_annees(annees, maximum) == attendu


def test_stretches_are_cut_by_holes_and_breaks() -> None:
    serie = build_serie("A", [1, 2, None, 4, 5, 6])
    ruptures = (figures.Rupture(2021),)
    traces = axes.compute_troncons(serie.points, ruptures)
    assert [(point.annee, point.troncon) for point in traces] == [(2017, 0), (2018, 0), (2020, 1), (2021, 2), (2022, 2)]


def test_a_year_never_measured_is_no_hole() -> None:
    points = (figures.Point(2013, 1), figures.Point(2018, 2))
    assert [trace.troncon for trace in axes.compute_troncons(points, ())] == [0, 0]


def test_breaks_come_from_figures_too() -> None:
    serie = figures.Serie("A", (figures.Point(2019, 1), figures.Point(2020, 2, Statut.RUPTURE_DE_SERIE)))
    dites = [figures.Rupture(2022, "nouvelle enquête")]
    assert axes.compute_ruptures([serie], dites) == (figures.Rupture(2020), figures.Rupture(2022, "nouvelle enquête"))


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(10, 60)), min_size=1, max_size=5))
def test_labels_never_overlap(etiquettes: list[tuple[float, float]]) -> None:
    voulues, hauteurs = [e[0] for e in etiquettes], [e[1] for e in etiquettes]
    positions = axes.compute_positions(voulues, hauteurs, -10, 310)
    ordre = sorted(range(len(positions)), key=lambda rang: positions[rang])
    for haut, bas in pairwise(ordre):
        assert positions[haut] + hauteurs[haut] / 2 <= positions[bas] - hauteurs[bas] / 2 + 1e-6


def test_labels_with_room_stay_where_wanted() -> None:
    assert axes.compute_positions([100, 20], [17, 17], 0, 300) == [100, 20]


# --- Formats ---


@pytest.mark.parametrize(
    ("valeur", "unite", "attendu"),
    [
        (26641, "habitants", f"26{FINE}641,0"),
        (19.84, "% des familles", "19,8\u00a0%"),
        (21350.4, "€ par an", f"21{FINE}350,4\u00a0€"),
    ],
)
def test_value_formats(valeur: float, unite: str, attendu: str) -> None:
    assert formats.format_valeur(valeur, 1, unite) == attendu


@pytest.mark.parametrize(("valeurs", "attendu"), [([1, 2], 0), ([1.5], 1), ([1500.4, 2], 0), ([], 0)])
def test_decimals(valeurs: list[float], attendu: int) -> None:
    assert formats.compute_decimales(valeurs) == attendu


def test_wrapped_text_keeps_no_break_spaces_and_says_when_it_is_cut() -> None:
    lignes = formats.wrap_texte("Communauté de communes du Pays\u00a0d’Aubrelle", 120, 14)
    assert lignes == ["Communauté de", "communes du", "Pays\u00a0d’Aubrelle"]
    assert formats.wrap_texte("un deux trois quatre cinq", 20, 14, lignes_max=2) == ["un", "deux…"]


def test_bold_is_wider() -> None:
    assert formats.compute_largeur("Aubrelle", 14, gras=True) > formats.compute_largeur("Aubrelle", 14)


# --- Figures ---


def test_a_secret_number_is_never_drawn() -> None:
    assert figures.get_nombre(3.0, Statut.SECRET) is None
    assert figures.get_nombre(3.0, Statut.PARTIEL) == 3.0
    assert figures.get_mot(Statut.SECRET) == "s, secret"
    assert figures.get_mot(Statut.VALEUR) == "nd, non disponible"


@pytest.mark.parametrize(
    ("series", "message"),
    [
        ([], "de une à cinq séries"),
        ([build_serie(str(rang), [1]) for rang in range(6)], "il y en a 6"),
        ([build_serie("A", [1]), build_serie("A", [2])], "même nom"),
        ([figures.Serie("A", (figures.Point(2020, 1), figures.Point(2020, 2)))], "deux valeurs"),
        ([build_serie("A", [None, None])], "Aucune valeur connue"),
    ],
)
def test_series_refused(series: list[figures.Serie], message: str) -> None:
    with pytest.raises(figures.GraphiqueInvalide, match=message):
        figures.validate_series(series)


# --- Geometry ---


def test_outline_of_two_neighbours_is_their_common_boundary() -> None:
    contours = [geometrie.get_polygones(build_carre(0, 0, 1)), geometrie.get_polygones(build_carre(1, 0, 1))]
    lignes = geometrie.compute_contour(contours)
    bords = {frozenset(bord) for ligne in lignes for bord in pairwise(ligne)}
    assert frozenset({(1, 0), (1, 1)}) not in bords
    assert len(bords) == 6
    assert len(lignes) == 1
    assert lignes[0][0] == lignes[0][-1]


def test_outline_with_open_ends_is_drawn_whole() -> None:
    # A ring that is not closed: nothing is lost, nothing is invented.
    lignes = geometrie.compute_contour([[[[(0, 0), (1, 0), (1, 1)]]]])
    assert lignes == [[(0, 0), (1, 0), (1, 1)]]


def test_pieces_far_apart_get_their_panels() -> None:
    contours = {
        code: geometrie.get_polygones(build_carre(x, y))
        for code, (x, y) in {"a": (2, 47), "b": (2.1, 47), "c": (-4, 48), "d": (2.05, 47.3)}.items()
    }
    assert geometrie.compute_panneaux(contours) == [["a", "b", "d"], ["c"]]


def test_too_many_pieces_share_one_panel() -> None:
    contours = {str(rang): geometrie.get_polygones(build_carre(rang * 5, 47)) for rang in range(5)}
    assert geometrie.compute_panneaux(contours) == [["0", "1", "2", "3", "4"]]


def test_projection_fits_keeps_shared_borders_and_never_loses_a_commune() -> None:
    contours = {
        "a": geometrie.get_polygones(build_carre(2, 47)),
        "b": geometrie.get_polygones(build_carre(2.1, 47)),
        "ilot": geometrie.get_polygones(build_carre(2.15, 47.05, 1e-7)),
    }
    cadre = geometrie.Cadre(10, 20, 300, 200)
    projetes = geometrie.project(contours, cadre)
    points = [point for polygones in projetes.values() for p in polygones for anneau in p for point in anneau]
    assert all(8 <= x <= 312 and 18 <= y <= 222 for x, y in points)
    assert set(projetes["a"][0][0]) & set(projetes["b"][0][0])
    assert len(projetes["ilot"][0][0]) == 5


def test_multipolygon_gives_each_of_its_polygons() -> None:
    carre = build_carre(0, 0, 1)
    deux = {"type": "MultiPolygon", "coordinates": [carre["coordinates"], build_carre(3, 0, 1)["coordinates"]]}
    assert geometrie.get_polygones(deux)[0] == geometrie.get_polygones(carre)[0]
    assert len(geometrie.get_polygones(deux)) == 2


def test_unknown_geometry_is_refused() -> None:
    with pytest.raises(ValueError, match="Point"):
        geometrie.get_polygones({"type": "Point", "coordinates": [0, 0]})


def test_centre_is_inside_and_away_from_edges() -> None:
    trou = [(0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6), (0.4, 0.4)]
    polygone = [[(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], trou]
    petit = [[(5, 5), (5.1, 5), (5.1, 5.1), (5, 5)]]
    centre = geometrie.compute_centre([petit, polygone])
    assert geometrie.is_inside(centre, polygone)
    assert not geometrie.is_inside((0.5, 0.5), polygone)


def test_centre_of_a_sliver_is_its_middle() -> None:
    # So thin that no point of the grid is inside.
    assert geometrie.compute_centre([[[(0, 0), (0, 1), (0, 0)]]]) == (0, 0.5)


def test_distance_to_a_point_and_to_a_segment() -> None:
    assert geometrie.compute_distance((0, 3), ((0, 0), (0, 0))) == 3
    assert geometrie.compute_distance((1, 1), ((0, 0), (2, 0))) == 1


@pytest.mark.parametrize(
    ("maximum", "decimales", "attendues"),
    [
        (4325, 0, (2000, 1000, 200)),
        (100, 0, (100, 20, 5)),
        (3, 0, (2,)),
        (8, 0, (5, 2)),
        (1, 0, (1,)),
        (0, 0, ()),
        (0.6, 1, (0.5, 0.1)),
    ],
)
def test_legend_of_circles_says_round_numbers_that_the_map_reaches(maximum, decimales, attendues) -> None:
    assert choose_tailles(maximum, decimales) == attendues


def test_surface_of_a_circle_is_the_number() -> None:
    assert [compute_rayon(valeur, 100, 20) for valeur in (100, 25, 1, 0, -4)] == [20, 10, 2, 0, 0]
    assert compute_rayon(0, 0, 20) == 0
