"""The usual agenda of a body, in the time that a séance has."""

from convive.gouvernance.rules.seances import PointUsuel, fit_points


def test_the_usual_agenda_fits_the_time_that_is_left():
    points = [PointUsuel("Accueil", "information", 10), PointUsuel("Arbitrages", "decision", 40)]
    points.append(PointUsuel("Calendrier", "information", 5))
    assert fit_points(points, 90) == (points, [])
    kept, left_out = fit_points(points, 30)
    assert ([row.duree_minutes for row in kept], left_out) == ([5, 20, 5], [])
    assert all(sum(row.duree_minutes for row in fit_points(points, minutes)[0]) <= minutes for minutes in range(15, 60))
    kept, left_out = fit_points(points, 10)
    assert [row.titre for row in kept] == ["Accueil", "Arbitrages"]
    assert [row.titre for row in left_out] == ["Calendrier"]
    assert fit_points(points, -5) == ([], points)
