"""ETP really held: days with someone, over the days of the period."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.acteurs.rules.postes import PosteLu
from convive.prise_poste.rules.rapport import build_periode, compute_etp, compute_postes


def build_poste(debut: date | None, fin: date | None = None, quotite: str = "0.50", titulaire: str = "Une personne"):
    return PosteLu(UUID(int=1), "Coopération", "Pays", Decimal(1), Decimal(quotite), debut, fin, titulaire)


def test_a_past_year_is_whole_and_this_one_stops_today():
    entiere, en_cours = build_periode(2024, date(2026, 3, 31)), build_periode(2026, date(2026, 3, 31))
    assert (entiere.jours, entiere.is_entiere) == (366, True)
    assert (en_cours.fin, en_cours.jours, en_cours.is_entiere) == (date(2026, 3, 31), 90, False)
    with pytest.raises(ValueError, match="n’a pas commencé"):
        build_periode(2027, date(2026, 3, 31))


def test_days_count_from_the_first_to_the_last_of_the_post():
    periode = build_periode(2025, date(2026, 1, 15))
    whole, half, vacant, unknown, after = (
        build_poste(date(2020, 1, 1)),
        build_poste(date(2025, 7, 2), date(2025, 12, 2)),
        build_poste(date(2025, 1, 1), titulaire=""),
        build_poste(None),
        build_poste(date(2026, 1, 1)),
    )
    tenus = compute_postes([whole, half, vacant, unknown, after], periode)
    assert [tenu.jours for tenu in tenus] == [365, 153, 0, None]
    assert [tenu.etp for tenu in tenus] == [Decimal("0.50"), Decimal("0.21"), Decimal("0.00"), None]
    assert compute_etp(tenus, periode) == Decimal("0.71")


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.dates(date(2024, 1, 1), date(2026, 12, 31)))
def test_a_post_never_counts_more_than_its_quotite(debut: date, fin: date):
    periode = build_periode(2025, date(2026, 12, 31))
    tenus = compute_postes([build_poste(min(debut, fin), max(debut, fin))], periode)
    assert Decimal(0) <= compute_etp(tenus, periode) <= Decimal("0.50")
    assert all(0 < tenu.jours <= 365 for tenu in tenus)
