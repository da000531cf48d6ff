"""Source of the bands: code de la santé publique, article D. 2324-24-2-1, décret of 14 January 2026 (S125, S126)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.finances.rules.autorisations import (
    PHRASE_INCONNUE,
    PHRASE_STATUT,
    NatureEcheance,
    StatutGestionnaire,
    build_parametres_autorisation,
    compute_echeance_autorisation,
    get_alerte,
    list_alertes,
)
from convive.finances.rules.catalogue import get_parametres_autorisation, read_catalogue
from convive.finances.rules.sources import CatalogueInvalide

PARAMETRES = get_parametres_autorisation()
PUBLIC, PRIVE = StatutGestionnaire.PUBLIC, StatutGestionnaire.PRIVE


@pytest.mark.parametrize(
    ("premiere", "limite"),
    [
        pytest.param(date(1950, 6, 1), date(2027, 12, 31), id="bande 1"),
        pytest.param(date(1980, 12, 31), date(2027, 12, 31), id="bande 1, dernier jour"),
        pytest.param(date(1981, 1, 1), date(2028, 12, 31), id="bande 2, premier jour"),
        pytest.param(date(2000, 12, 31), date(2028, 12, 31), id="bande 2, dernier jour"),
        pytest.param(date(2001, 1, 1), date(2030, 12, 31), id="bande 3, premier jour"),
        pytest.param(date(2011, 12, 31), date(2030, 12, 31), id="bande 3, dernier jour"),
        pytest.param(date(2012, 1, 1), date(2032, 12, 31), id="bande 4, premier jour"),
        pytest.param(date(2020, 12, 31), date(2032, 12, 31), id="bande 4, dernier jour"),
        pytest.param(date(2021, 1, 1), date(2034, 12, 31), id="bande 5, premier jour"),
        pytest.param(date(2023, 12, 18), date(2034, 12, 31), id="bande 5, dernier jour d’un gestionnaire privé"),
    ],
)
@pytest.mark.parametrize("statut", [PUBLIC, PRIVE, None])
def test_end_follows_the_band(premiere, limite, statut):
    echeance = compute_echeance_autorisation(premiere, statut, PARAMETRES)
    assert (echeance.nature, echeance.limite, echeance.plafond) == (NatureEcheance.DATEE, limite, None)
    assert (echeance.sources, echeance.confiance) == (("S125", "S126"), "A")
    assert f"31\u00a0décembre\u00a0{limite.year}" in echeance.phrase
    assert "extension" in echeance.reserve


@pytest.mark.parametrize(
    ("premiere", "statut", "nature"),
    [
        (date(2023, 12, 19), PUBLIC, NatureEcheance.DATEE),
        (date(2023, 12, 19), PRIVE, NatureEcheance.AU_PLUS),
        (date(2023, 12, 19), None, NatureEcheance.INCONNUE),
        (date(2024, 12, 31), PUBLIC, NatureEcheance.DATEE),
        (date(2024, 12, 31), None, NatureEcheance.INCONNUE),
        (date(2025, 1, 1), PUBLIC, NatureEcheance.AU_PLUS),
        (date(2025, 1, 1), PRIVE, NatureEcheance.AU_PLUS),
        (date(2025, 1, 1), None, NatureEcheance.AU_PLUS),
    ],
)
def test_last_band_closes_at_two_dates(premiere, statut, nature):
    echeance = compute_echeance_autorisation(premiere, statut, PARAMETRES)
    assert echeance.nature is nature
    assert (echeance.limite == date(2034, 12, 31)) is (nature is NatureEcheance.DATEE)
    assert (echeance.phrase == PHRASE_STATUT) is (nature is NatureEcheance.INCONNUE)


@pytest.mark.parametrize(
    ("premiere", "plafond"),
    [
        pytest.param(date(2025, 3, 1), date(2040, 3, 1), id="S56 et S57"),
        pytest.param(date(2028, 2, 29), date(2043, 2, 28), id="né un 29 février"),
    ],
)
def test_later_authorisation_lasts_fifteen_years_at_most(premiere, plafond):
    echeance = compute_echeance_autorisation(premiere, PRIVE, PARAMETRES)
    assert (echeance.nature, echeance.limite, echeance.plafond) == (NatureEcheance.AU_PLUS, None, plafond)
    assert "15\u00a0ans au plus" in echeance.phrase
    assert (echeance.sources, echeance.confiance, echeance.reserve) == (("S56", "S57"), "B", "")
    # A maximum is not a date: nothing is announced from it.
    assert list_alertes(echeance, PARAMETRES.alertes) == []


def test_unknown_date_is_never_guessed():
    echeance = compute_echeance_autorisation(None, PUBLIC, PARAMETRES)
    assert (echeance.nature, echeance.phrase) == (NatureEcheance.INCONNUE, PHRASE_INCONNUE)
    assert (echeance.limite, echeance.plafond, echeance.confiance) == (None, None, None)
    assert list_alertes(echeance, PARAMETRES.alertes) == []


@pytest.mark.parametrize(
    ("renouvellement", "limite", "plafond"),
    [
        (date(2025, 3, 31), date(2028, 12, 31), None),
        (date(2025, 4, 1), None, date(2040, 4, 1)),
    ],
)
def test_renewal_since_april_2025_leaves_the_bands(renouvellement, limite, plafond):
    echeance = compute_echeance_autorisation(date(1990, 1, 1), PUBLIC, PARAMETRES, date_renouvellement=renouvellement)
    assert (echeance.limite, echeance.plafond) == (limite, plafond)


def test_alerts_at_twenty_four_twelve_and_nine_months():
    echeance = compute_echeance_autorisation(date(1975, 9, 1), PUBLIC, PARAMETRES)
    alertes = list_alertes(echeance, PARAMETRES.alertes)
    assert [(alerte.mois, alerte.jour) for alerte in alertes] == [
        (24, date(2025, 12, 31)),
        (12, date(2026, 12, 31)),
        (9, date(2027, 3, 31)),
    ]


@pytest.mark.parametrize(
    ("today", "mois"),
    [
        (date(2025, 12, 30), None),
        (date(2025, 12, 31), 24),
        (date(2026, 12, 30), 24),
        (date(2026, 12, 31), 12),
        (date(2027, 3, 30), 12),
        (date(2027, 3, 31), 9),
        (date(2030, 1, 1), 9),
    ],
)
def test_alert_of_the_day_is_the_last_reached(today, mois):
    echeance = compute_echeance_autorisation(date(1975, 9, 1), PUBLIC, PARAMETRES)
    alerte = get_alerte(list_alertes(echeance, PARAMETRES.alertes), today)
    assert (alerte and alerte.mois) == mois


@given(st.dates(date(1900, 1, 1), date(2060, 12, 31)), st.sampled_from([PUBLIC, PRIVE, None]))
def test_older_authorisations_never_end_later(premiere, statut):
    echeance = compute_echeance_autorisation(premiere, statut, PARAMETRES)
    following = compute_echeance_autorisation(premiere + timedelta(days=1), statut, PARAMETRES)
    ends = [e.limite or e.plafond for e in (echeance, following)]
    if None not in ends:
        assert ends[0] <= ends[1]
    if statut is not None:
        assert echeance.nature is not NatureEcheance.INCONNUE


def test_bands_with_a_hole_are_refused():
    rows = read_catalogue("autorisations")
    with pytest.raises(CatalogueInvalide, match="1981-01-02"):
        build_parametres_autorisation(
            {**rows, "bandes": [rows["bandes"][0], {**rows["bandes"][1], "debut": date(1981, 1, 2)}]}
        )
