"""The bounds of a calendar as one says them."""

import pytest

from convive.plan_action.lecteur_plans import CalendrierLu, write_bornes


@pytest.mark.parametrize(
    ("debut", "fin", "texte"),
    [
        ("2026-09", "2027", "septembre\u00a02026 – 2027"),
        ("2026-03-01", None, "à partir du 1er\u00a0mars\u00a02026"),
        ("2026-04", None, "à partir d’avril\u00a02026"),
        (None, "2027-12-31", "jusqu’au 31\u00a0décembre\u00a02027"),
        (None, "2027", "jusqu’en 2027"),
        ("2026", "2026", "2026"),
        (None, None, ""),
    ],
)
def test_bounds_as_one_says_them(debut, fin, texte):
    assert write_bornes(CalendrierLu(debut, fin)) == texte
