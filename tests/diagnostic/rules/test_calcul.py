"""Figures from measures: sums, rates recomputed from their parts, medians copied, nothing invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.diagnostic.rules.calcul import Cachees, Grandeur, compute_figure, get_millesime_de_reference
from convive.diagnostic.selectors.catalogue import get_catalogue
from convive.donnees.rules import Statut

SEUIL = 30


def measure(valeur: float | None, statut: Statut = Statut.VALEUR, connues: int = 1, total: int = 1) -> Grandeur:
    return Grandeur(valeur, statut, "source_test", connues, total)


def ages(jeunes: float, adultes: float, aines: float) -> dict[str, dict[int, Grandeur]]:
    return {
        "population_0_19": {2021: measure(jeunes)},
        "population_20_64": {2021: measure(adultes)},
        "population_65p": {2021: measure(aines)},
    }


def compute(identifiant: str, communes: list[dict[str, dict[int, Grandeur]]], millesime: int | None):
    return compute_figure(get_catalogue().get(identifiant), communes, millesime, seuil_denominateur_taux=SEUIL)


def test_ratio_is_recomputed_from_sums_not_a_mean_of_rates():
    figure = compute("part_65p", [ages(10, 10, 80), ages(400, 400, 100)], 2021)
    assert figure.numerateur == 180
    assert figure.denominateur == 1000
    assert figure.valeur == pytest.approx(18.0)  # the mean of the two rates would be 45.6
    assert figure.statut is Statut.VALEUR


def test_ratio_keeps_only_communes_where_every_part_is_known():
    hidden = ages(50, 50, 50)
    hidden["population_65p"][2021] = measure(None, Statut.SECRET)
    figure = compute("part_65p", [ages(100, 100, 200), hidden], 2021)
    assert (figure.numerateur, figure.denominateur) == (200, 400)
    assert figure.statut is Statut.PARTIEL
    assert (figure.communes_connues, figure.communes_total) == (1, 2)


def test_ratio_under_the_threshold_is_masked_and_its_counts_are_kept():
    figure = compute("part_65p", [ages(10, 10, 9)], 2021)
    assert figure.valeur is None
    assert figure.statut is Statut.NON_CALCULABLE
    assert (figure.numerateur, figure.denominateur) == (9, 29)
    assert figure.motif.replace("\u00a0", " ") == "Taux non calculé : moins de 30 unités au dénominateur."


def test_ratio_at_the_threshold_is_shown():
    assert compute("part_65p", [ages(10, 10, 10)], 2021).valeur == pytest.approx(100 / 3)


def test_ratio_with_a_null_denominator_is_not_computable():
    figure = compute(
        "densite", [{"population_municipale": {2023: measure(5)}, "superficie_km2": {2023: measure(0)}}], 2023
    )
    assert (figure.valeur, figure.statut) == (None, Statut.NON_CALCULABLE)


def test_density_divides_by_a_surface_of_another_year():
    commune = {"population_municipale": {2023: measure(300)}, "superficie_km2": {2026: measure(20)}}
    figure = compute("densite", [commune], 2023)
    assert (figure.valeur, figure.millesime) == (15.0, "2023")


def test_evolution_is_a_yearly_compound_rate():
    commune = {"population_municipale": {2017: measure(1000), 2023: measure(1000 * 1.01**6)}}
    figure = compute("population_evolution_annuelle", [commune], None)
    assert figure.valeur == pytest.approx(1.0)
    assert figure.millesime == "2017-2023"


def test_evolution_leaves_out_a_commune_known_at_one_date_only():
    stable = {"population_municipale": {2017: measure(1000), 2023: measure(1000)}}
    split = {"population_municipale": {2017: measure(None, Statut.SCISSION_INCOMPLETE), 2023: measure(9000)}}
    figure = compute("population_evolution_annuelle", [stable, split], None)
    assert figure.valeur == pytest.approx(0.0)
    assert figure.statut is Statut.PARTIEL


def test_evolution_from_an_empty_commune_is_not_computable():
    commune = {"population_municipale": {2017: measure(0), 2023: measure(3)}}
    assert compute("population_evolution_annuelle", [commune], None).statut is Statut.NON_CALCULABLE


@pytest.mark.parametrize(("start", "expected"), [(29, Statut.NON_CALCULABLE), (30, Statut.VALEUR)])
def test_evolution_of_a_handful_of_people_is_not_computed(start: float, expected: Statut):
    commune = {"population_municipale": {2017: measure(start), 2023: measure(60)}}
    figure = compute("population_evolution_annuelle", [commune], None)
    assert figure.statut is expected
    assert figure.has_valeur is (expected is Statut.VALEUR)
    assert (figure.denominateur, figure.numerateur) == (start, 60)


@pytest.mark.parametrize("identifiant", ["logements", "part_logements_vacants", "population_evolution_annuelle"])
def test_source_that_was_read_is_kept_when_nothing_is_known(identifiant: str):
    unknown = measure(None, Statut.SCISSION_INCOMPLETE)
    names = get_catalogue().get(identifiant).composantes
    figure = compute(identifiant, [{name: dict.fromkeys((2017, 2021, 2023), unknown) for name in names}], 2021)
    assert (figure.statut, figure.sources) == (Statut.SCISSION_INCOMPLETE, ("source_test",))


def test_median_is_copied_for_the_territory_itself():
    figure = compute("niveau_vie_median", [{"niveau_vie_median": {2019: measure(21_330)}}], 2019)
    assert (figure.valeur, figure.statut) == (21_330, Statut.VALEUR)


def test_median_of_a_bundle_is_refused_and_its_range_is_given():
    communes = [{"niveau_vie_median": {2021: measure(value)}} for value in (19_000, 24_000)]
    figure = compute("niveau_vie_median", communes, 2021)
    assert figure.valeur is None
    assert figure.statut is Statut.NON_CALCULABLE
    assert figure.etendue == (19_000, 24_000)


@pytest.mark.parametrize(
    ("statut", "expected"),
    [
        (Statut.SECRET, Statut.SECRET),
        (Statut.NON_PUBLIE, Statut.NON_PUBLIE),
        (Statut.SCISSION_INCOMPLETE, Statut.SCISSION_INCOMPLETE),
        (Statut.NON_DISPONIBLE, Statut.NON_DISPONIBLE),
    ],
)
def test_reason_is_kept_when_nothing_is_known(statut: Statut, expected: Statut):
    figure = compute("logements", [{"logements": {2021: measure(None, statut)}}, {}], 2021)
    assert (figure.valeur, figure.statut) == (None, expected)


def test_break_in_series_wins_over_a_missing_commune():
    communes = [{"population_rp": {2016: measure(100, Statut.RUPTURE_DE_SERIE)}}, {}]
    figure = compute("population_rp", communes, 2016)
    assert figure.statut is Statut.RUPTURE_DE_SERIE
    assert (figure.valeur, figure.communes_connues, figure.communes_total) == (100, 1, 2)


def test_aggregated_row_counts_its_own_communes():
    figure = compute("logements", [{"logements": {2021: measure(9, Statut.PARTIEL, 3, 4)}}], 2021)
    assert (figure.statut, figure.communes_connues, figure.communes_total) == (Statut.PARTIEL, 3, 4)


def test_no_vintage_gives_no_figure():
    assert compute("logements", [{}], None).statut is Statut.NON_DISPONIBLE


def test_complete_older_vintage_is_preferred_to_a_newer_one_of_few_communes():
    both = {"menages": {2018: measure(10), 2022: measure(11)}}
    old = {"menages": {2018: measure(10)}}
    assert get_millesime_de_reference([both, old, old], ["menages"]) == 2018
    assert get_millesime_de_reference([both], ["menages"]) == 2022
    assert get_millesime_de_reference([{}], ["menages"]) is None


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=30))
def test_shares_of_the_three_groups_add_up_to_one_hundred(groups: list[tuple[int, int, int]]):
    communes = [ages(*group) for group in groups]
    figures = [compute(name, communes, 2021) for name in ("part_0_19", "part_20_64", "part_65p")]
    total = sum(sum(group) for group in groups)
    if total < SEUIL:
        assert all(figure.valeur is None for figure in figures)
    else:
        assert sum(figure.valeur for figure in figures) == pytest.approx(100)


@pytest.mark.parametrize(
    ("hidden", "total", "statut", "expected"),
    [
        (2, 3, Statut.SECRET, Statut.SECRET),
        (1, 20, Statut.SECRET, Statut.PARTIEL),
        (2, 3, Statut.NON_DISPONIBLE, Statut.PARTIEL),
    ],
)
def test_a_rate_without_the_communes_that_are_hidden_is_not_a_rate(hidden, total, statut, expected):
    """They are hidden for having a few people: those that are left have none, and would give a false zero."""
    secrete = ages(50, 50, 0)
    secrete["population_65p"] = {2021: measure(None, statut)}
    communes = [ages(50, 50, 0) for _ in range(total - hidden)] + [secrete] * hidden
    figure = compute_figure(
        get_catalogue().get("part_65p"), communes, 2021, seuil_denominateur_taux=SEUIL, cachees=Cachees(95, 100)
    )
    assert figure.statut is expected
    assert figure.has_valeur is (expected is Statut.PARTIEL)
    assert (figure.numerateur is None) is (expected is Statut.SECRET)


@pytest.mark.parametrize(("counted", "has_valeur"), [(99, False), (100, True)])
def test_a_rate_stays_where_what_is_hidden_cannot_weigh(counted: int, has_valeur: bool):
    secrete = ages(50, 50, 0) | {"population_65p": {2021: measure(None, Statut.SECRET)}}
    figure = compute_figure(
        get_catalogue().get("part_65p"),
        [ages(50, 50, counted), secrete],
        2021,
        seuil_denominateur_taux=SEUIL,
        cachees=Cachees(95, 100),
    )
    assert figure.has_valeur is has_valeur
