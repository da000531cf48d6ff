import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.offre.rules.geo import Point, compute_centre, compute_distance_km, find_plus_proche

POINTS = st.builds(Point, st.floats(-89, 89), st.floats(-179, 179))
CARRE = [[0.0, 46.0], [2.0, 46.0], [2.0, 48.0], [0.0, 48.0], [0.0, 46.0]]


def test_distance_is_that_of_a_map():
    """Poitiers to Civray: 48 km as the crow flies."""
    poitiers, civray = Point(46.5802, 0.3404), Point(46.1489, 0.2955)
    assert compute_distance_km(poitiers, civray) == pytest.approx(48.1, abs=0.2)
    # A degree of latitude is a little more than 111 km anywhere.
    assert compute_distance_km(Point(0, 0), Point(1, 0)) == pytest.approx(111.2, abs=0.1)


@given(POINTS, POINTS)
def test_distance_is_the_same_both_ways(depart, arrivee):
    aller, retour = compute_distance_km(depart, arrivee), compute_distance_km(arrivee, depart)
    assert aller == pytest.approx(retour)
    assert 0 <= aller <= 20_016
    assert compute_distance_km(depart, depart) == 0


def test_centre_is_that_of_the_surface():
    assert compute_centre({"type": "Polygon", "coordinates": [CARRE]}) == pytest.approx((47.0, 1.0))
    # Turned the other way, and a second square four times as small.
    petit = [[4.0, 46.0], [4.0, 47.0], [5.0, 47.0], [5.0, 46.0], [4.0, 46.0]]
    centre = compute_centre({"type": "MultiPolygon", "coordinates": [[CARRE[::-1]], [petit]]})
    assert centre == pytest.approx(((4 * 47.0 + 46.5) / 5, (4 * 1.0 + 4.5) / 5))
    assert compute_centre({"type": "Polygon", "coordinates": []}) is None
    assert compute_centre({"type": "Point"}) is None


def test_nearest_is_found():
    lieux = [("loin", Point(48, 2)), ("ici", Point(46.1, 0.3)), ("aussi", Point(46.1, 0.3))]
    assert find_plus_proche(Point(46.1, 0.3), lieux) == ("ici", 0)
    assert find_plus_proche(Point(0, 0), []) is None
