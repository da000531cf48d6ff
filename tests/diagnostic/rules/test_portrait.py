"""The assembled portrait: comparisons, masks, series, and what stands out."""

from convive.diagnostic.rules.calcul import Grandeur
from convive.diagnostic.rules.portrait import MesuresLues, Portrait, Reference, Seuils, build_portrait
from convive.diagnostic.selectors.catalogue import get_catalogue
from convive.donnees.rules import Statut

SEUILS = Seuils(
    effectif_diffuse=5,
    denominateur_taux=30,
    prudence=200,
    couverture_comparaison=95,
    effectif_par_cachee=100,
    manque_negligeable=1,
)
DEPARTEMENT = Reference("departement", "86", "Vienne", "le département (Vienne)")


def measure(valeur: float | None, connues: int = 1, total: int = 1, statut: Statut = Statut.VALEUR) -> Grandeur:
    return Grandeur(valeur, statut, "source_test", connues, total)


def emploi(chomeurs: float, actifs: float) -> dict[str, dict[int, Grandeur]]:
    return {"chomeurs_15_64": {2018: measure(chomeurs)}, "actifs_15_64": {2018: measure(actifs)}}


def build(communes, *, cadres=None, territoire=None, reference=None) -> Portrait:
    lues = MesuresLues(
        communes=communes,
        territoire=territoire,
        references={("departement", "86"): reference or {}},
        cadres={"epci": communes} if cadres is None else cadres,
    )
    return build_portrait(get_catalogue(), lues, [DEPARTEMENT], SEUILS)


def test_small_count_and_one_more_are_hidden_and_their_total_is_shown():
    communes = {"a": emploi(2, 100), "b": emploi(40, 400), "c": emploi(9, 90)}
    portrait = build(communes)
    name = "taux_chomage_15_64_rp"
    hidden = {code for code, figures in portrait.communes.items() if figures[name].statut is Statut.SECRET}
    assert hidden == {"a", "c"}
    assert all(portrait.communes[code][name].numerateur is None for code in hidden)
    assert portrait.communes["b"][name].valeur == 10
    assert portrait.figures[name].numerateur == 51


def test_bundle_that_would_give_a_masked_count_back_is_hidden():
    frame = {"a": emploi(2, 100), "b": emploi(40, 400), "c": emploi(9, 90)}
    portrait = build({code: frame[code] for code in ("a", "b")}, cadres={"epci": frame})
    figure = portrait.figures["taux_chomage_15_64_rp"]
    assert figure.statut is Statut.SECRET
    assert figure.valeur is None
    assert figure.numerateur is None


def test_small_sensitive_count_stays_secret_under_the_threshold_of_rates():
    portrait = build({"a": emploi(3, 20)})
    for figures in (portrait.figures, portrait.communes["a"]):
        figure = figures["taux_chomage_15_64_rp"]
        assert (figure.statut, figure.valeur, figure.numerateur) == (Statut.SECRET, None, None)


def test_commune_alone_in_its_frame_is_hidden_everywhere():
    portrait = build({"a": emploi(3, 300)})
    assert portrait.figures["taux_chomage_15_64_rp"].statut is Statut.SECRET
    assert portrait.communes["a"]["taux_chomage_15_64_rp"].statut is Statut.SECRET


def test_counts_that_are_not_sensitive_are_never_hidden():
    portrait = build({"a": {"naissances_domiciliees": {2020: measure(2)}}})
    assert portrait.figures["naissances_domiciliees"].valeur == 2


def test_reference_known_for_too_few_of_its_communes_is_not_compared():
    communes = {"a": {"logements": {2021: measure(100)}}}
    portrait = build(communes, reference={"logements": {2021: measure(1000, 94, 100, Statut.PARTIEL)}})
    figure = portrait.comparaisons[0].figures["logements"]
    assert (figure.valeur, figure.statut) == (None, Statut.NON_DISPONIBLE)
    assert "94\u00a0communes sur 100" in figure.motif
    assert portrait.lectures["logements"] == ()
    portrait = build(communes, reference={"logements": {2021: measure(1000, 95, 100, Statut.PARTIEL)}})
    assert portrait.comparaisons[0].figures["logements"].valeur == 1000


def test_median_of_the_territory_is_compared_with_the_last_one_of_the_reference():
    own = {"niveau_vie_median": {2021: measure(20_000)}}
    reference = {"niveau_vie_median": {2019: measure(22_000)}}
    portrait = build({"a": own}, territoire=own, reference=reference)
    assert portrait.figures["niveau_vie_median"].valeur == 20_000
    assert portrait.comparaisons[0].figures["niveau_vie_median"].millesime == "2019"
    assert "années différentes" in portrait.lectures["niveau_vie_median"][0].reserve


def test_median_published_for_the_group_is_taken_not_those_of_its_communes():
    communes = {code: {"niveau_vie_median": {2021: measure(20_000)}} for code in ("a", "b")}
    territoire = {"niveau_vie_median": {2019: measure(19_760)}}
    portrait = build(communes, territoire=territoire)
    assert portrait.figures["niveau_vie_median"].valeur == 19_760
    portrait = build(communes)
    assert portrait.figures["niveau_vie_median"].statut is Statut.NON_CALCULABLE


def test_series_keeps_every_vintage_and_its_break():
    communes = {
        "a": {"population_rp": {2016: measure(100, statut=Statut.RUPTURE_DE_SERIE), 2017: measure(300)}},
        "b": {"population_rp": {2016: measure(50), 2017: measure(60)}},
    }
    series = build(communes).series["population_rp"]
    assert {year: figure.valeur for year, figure in series.items()} == {2016: 150, 2017: 360}
    assert series[2016].statut is Statut.RUPTURE_DE_SERIE
    assert series[2017].statut is Statut.VALEUR


def test_median_is_compared_in_the_last_year_that_both_have():
    own = {"niveau_vie_median": {2019: measure(20_000), 2021: measure(23_000)}}
    reference = {"niveau_vie_median": {2019: measure(22_000)}}
    portrait = build({"a": own}, territoire=own, reference=reference)
    assert portrait.figures["niveau_vie_median"].valeur == 23_000
    (lecture,) = portrait.lectures["niveau_vie_median"]
    assert "plus bas" in lecture.phrase
    assert "20\u202f000" in lecture.phrase
    assert lecture.reserve == "comparaison de 2019, la dernière année commune"


def test_a_partial_count_is_said_once_whatever_the_references():
    communes = {"a": {"logements": {2021: measure(100)}}, "b": {}}
    portrait = build(communes, reference={"logements": {2021: measure(1000)}})
    (lecture,) = portrait.lectures["logements"]
    assert lecture.phrase == "Le territoire compte au moins 100\u00a0logements en 2021."
