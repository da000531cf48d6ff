"""After an election, a mandate from before is to confirm; what ends soon is announced."""

from datetime import date

import pytest

from convive.acteurs.rules.mandats import Scrutin, finit_bientot, is_a_confirmer

SCRUTIN = Scrutin("les élections", date(2026, 3, 23), frozenset({"commune"}))


@pytest.mark.parametrize(
    ("is_elu", "type", "debut", "fin", "attendu"),
    [
        (True, "commune", date(2020, 5, 23), None, True),
        (True, "commune", None, None, True),
        (True, "commune", date(2020, 5, 23), date(2026, 6, 2), True),
        # Over today, begun after it, not a mandate, another election.
        (True, "commune", date(2020, 5, 23), date(2026, 4, 1), False),
        (True, "commune", date(2026, 3, 23), None, False),
        (False, "commune", date(2020, 5, 23), None, False),
        (True, "departement", date(2020, 5, 23), None, False),
    ],
)
def test_mandate_from_before_an_election_is_to_confirm(is_elu, type, debut, fin, attendu):
    assert is_a_confirmer(SCRUTIN, date(2026, 6, 1), is_elu=is_elu, type=type, debut=debut, fin=fin) is attendu


@pytest.mark.parametrize(
    ("fin", "attendu"),
    [
        (None, False),
        (date(2026, 6, 1), False),
        (date(2026, 6, 2), True),
        (date(2026, 7, 2), True),
        (date(2026, 7, 3), False),
    ],
)
def test_end_is_announced_before_it_comes(fin, attendu):
    assert finit_bientot(fin, date(2026, 6, 1), 30) is attendu
