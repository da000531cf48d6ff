from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.offre.rules.verification import (
    Gravite,
    add_mois,
    get_echeance,
    get_jour_limite,
    is_a_verifier,
    list_avertissements,
)

JOURS = st.dates(date(2001, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("jour", "mois", "attendu"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 25), 12, date(2027, 11, 25)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_add_mois_stays_in_the_month(jour, mois, attendu):
    assert add_mois(jour, mois) == attendu


@pytest.mark.parametrize(
    ("verification", "attendu"),
    [(None, True), (date(2025, 11, 25), True), (date(2025, 11, 26), False), (date(2026, 11, 25), False)],
)
def test_line_is_to_verify_after_a_year(verification, attendu):
    assert is_a_verifier(verification, date(2026, 11, 25), 12) is attendu


@given(JOURS, st.integers(1, 36), st.integers(-70, 70))
def test_database_compares_with_the_day_of_the_rule(today, mois, ecart):
    limite = get_jour_limite(today, mois)
    jour = limite + timedelta(days=ecart)
    assert is_a_verifier(jour, today, mois) is (jour <= limite)


def test_end_is_announced_when_it_is_near():
    today = date(2026, 11, 25)
    assert get_echeance(None, today, 6) is None
    assert get_echeance(date(2027, 5, 26), today, 6) is None
    proche, passee = get_echeance(date(2027, 5, 25), today, 6), get_echeance(date(2026, 11, 24), today, 6)
    assert proche is not None
    assert passee is not None
    assert (proche.gravite, passee.is_passee) == (Gravite.PROCHE, True)
    dernier_jour = get_echeance(today, today, 6)
    assert dernier_jour is not None
    assert not dernier_jour.is_passee


def test_warnings_never_prevent():
    rien = list_avertissements(
        places=20, capacite_agreee=20, identifiants=("73282932000074",), identifiant_motif="", agrement=None
    )
    assert rien == []
    passee = get_echeance(date(2026, 1, 1), date(2026, 11, 25), 6)
    phrases = list_avertissements(
        places=24, capacite_agreee=20, identifiants=("", ""), identifiant_motif="", agrement=passee
    )
    assert len(phrases) == 3
    assert "Plus de places (24) que la capacité agréée (20)" in phrases[0]
    assert "1er\u00a0janvier\u00a02026" in phrases[1]
    assert not list_avertissements(
        places=None, capacite_agreee=20, identifiants=(), identifiant_motif="Service communal", agrement=None
    )
