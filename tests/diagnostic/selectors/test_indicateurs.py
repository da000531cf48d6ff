"""Real territories: the figures agree with a brute-force twin, and small counts stay hidden."""

from datetime import date

import pytest

from convive.diagnostic.rules.catalogue import Calcul
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.diagnostic.selectors.indicateurs import get_series_communes, get_tableau
from convive.donnees.rules import Statut
from convive.donnees.sources.base import BASE_DIR, list_territoires
from convive.territoires.actions import create_perimetre
from convive.territoires.rules import CommuneResume, PerimetreResolu
from convive.territoires.selectors import get_perimetre
from tests.diagnostic.conftest import BORDEAUX, CIVIS, CIVRAISIEN, GRAND_PARIS, MAYOTTE, TROIS_GUES
from tests.diagnostic.selectors.jumelle import compute, list_annees_cachees

JOUR = date(2026, 11, 25)
# Rural, métropoles, overseas, Grand Paris, fictional, Corse, the two other cities with arrondissements, the mountain,
# and the one whose communes split.
DIX_EPCI = {
    CIVRAISIEN, BORDEAUX, CIVIS, GRAND_PARIS, TROIS_GUES, MAYOTTE,
    "242010056", "200046977", "200054807", "200071918",
}  # fmt: skip


def build_perimetre_epci(rows: list[dict], siren: str) -> PerimetreResolu:
    epci = next(row for row in rows if row["type"] == "epci" and row["code"] == siren)
    noms = {(row["type"], row["code"]): row["nom"] for row in rows if row["type"] in ("departement", "region")}
    communes = tuple(
        CommuneResume(
            row["code"], row["nom"], row["population_municipale"], row["departement"],
            noms.get(("departement", row["departement"]), ""), row["region"], noms.get(("region", row["region"]), ""),
            siren, row["ept"],
        )
        for row in sorted(rows, key=lambda row: row["code"])
        if row["type"] == "commune" and row["epci"] == siren
    )  # fmt: skip
    return PerimetreResolu(siren, "epci", siren, epci["nom"], JOUR, communes, siren.startswith("9999"))


@pytest.fixture(scope="module")
def rows() -> list[dict]:
    return list_territoires(BASE_DIR)


def assert_agrees(perimetre: PerimetreResolu, donnees_dir) -> int:
    """Every year of every indicator; the number of figures compared."""
    codes = [commune.code for commune in perimetre.communes]
    tableau = get_tableau(perimetre, JOUR)
    compared = 0
    for fiche in get_coeur().fiches:
        is_publie = fiche.indicateur.calcul is Calcul.PUBLIE
        maille, cibles = ("epci", [perimetre.code]) if is_publie and perimetre.type == "epci" else ("commune", codes)
        expected = compute(donnees_dir, fiche, maille, cibles)
        serie = tableau.lignes[fiche.identifiant].serie
        found = {annee: figure.valeur for annee, figure in serie.items() if figure.has_valeur}
        if fiche.indicateur.sensible:
            hidden = {annee for annee, figure in serie.items() if figure.statut is Statut.SECRET}
            expected = {annee: value for annee, value in expected.items() if annee not in hidden}
        chosen: set[int] = set()
        if perimetre.type == "epci" and not is_publie:
            # What the producer gives for the EPCI stands where its communes do not make the whole of it.
            whole = compute(donnees_dir, fiche, "epci", [perimetre.code], frozenset({"valeur"}))
            chosen = {a for a in whole if a in found and found[a] == pytest.approx(whole[a])}
            assert all(serie[a].statut is Statut.VALEUR for a in chosen if found[a] != expected.get(a))
            expected |= {a: whole[a] for a in chosen}
        for annee in list_annees_cachees(donnees_dir, fiche, codes) & expected.keys() - chosen:
            # The producer hides a count where it is small: the rate of the other communes would be another one.
            assert serie[annee].statut is Statut.SECRET, (perimetre.nom, fiche.code, annee)
            del expected[annee]
        assert found == pytest.approx(expected), (perimetre.nom, fiche.code)
        compared += len(found)
    return compared


@pytest.mark.parametrize("siren", sorted(DIX_EPCI))
@pytest.mark.usefixtures("chiffres")
def test_epci_agrees_with_the_twin(siren: str, rows, chiffres_dir):
    perimetre = build_perimetre_epci(rows, siren)
    assert perimetre.communes
    assert assert_agrees(perimetre, chiffres_dir) >= (3 if siren == MAYOTTE else 10)


@pytest.mark.usefixtures("chiffres", "pays_reel")
def test_free_bundles_agree_with_the_twin(chiffres_dir):
    """Two neighbours; an EPCI but one commune; two oceans; Paris and a village; a part of the fictional territory."""
    civraisien = [c.code for c in get_perimetre(CIVRAISIEN).communes]
    civis = [c.code for c in get_perimetre(CIVIS).communes]
    gues = [c.code for c in get_perimetre(TROIS_GUES).communes]
    bundles = [
        civraisien[:2],
        civraisien[1:],
        [*civraisien[:5], *civis[:2]],
        ["75056", "26274", *civraisien[:1]],
        gues[:6],
    ]
    for rang, codes in enumerate(bundles):
        creation = create_perimetre(codes=sorted(codes), nom=f"Essai {rang}", date_validite=JOUR)
        assert assert_agrees(get_perimetre(creation.reference), chiffres_dir) > 10


@pytest.mark.usefixtures("chiffres", "pays_reel")
def test_small_counts_are_hidden_for_communes_and_by_complement():
    """The unemployed of a few communes: the small ones, and enough of the others that no subtraction tells them."""
    perimetre = get_perimetre(CIVRAISIEN)
    fiche = get_coeur().by_identifiant["taux_chomage_15_64_rp"]
    series = get_series_communes(perimetre, fiche, JOUR)
    figures = {code: serie[2018] for code, serie in series.items()}
    hidden = {code for code, figure in figures.items() if figure.statut is Statut.SECRET}
    assert len(hidden) >= 2
    assert all(figures[code].numerateur is None for code in hidden)
    assert all(
        figure.numerateur == 0 or figure.numerateur >= 5 for code, figure in figures.items() if code not in hidden
    )
    # A bundle that holds a part of them only shows nothing; the whole EPCI does.
    part = sorted(set(figures) - hidden)[:3] + sorted(hidden)[:1]
    creation = create_perimetre(codes=sorted(part), nom="Une partie", date_validite=JOUR)
    ligne = get_tableau(get_perimetre(creation.reference), JOUR, [fiche]).lignes[fiche.identifiant]
    assert ligne.serie[2018].statut is Statut.SECRET
    assert get_tableau(perimetre, JOUR, [fiche]).lignes[fiche.identifiant].serie[2018].has_valeur


@pytest.mark.usefixtures("chiffres", "pays_reel")
def test_a_sum_of_rates_is_the_rate_of_the_sums():
    perimetre = get_perimetre(CIVRAISIEN)
    fiche = get_coeur().by_identifiant["part_65p"]
    figure = get_tableau(perimetre, JOUR, [fiche]).lignes["part_65p"].figure
    communes = [serie[2021] for serie in get_series_communes(perimetre, fiche, JOUR).values()]
    top, bottom = sum(f.numerateur for f in communes), sum(f.denominateur for f in communes)
    assert figure.valeur == pytest.approx(100 * top / bottom)
    assert figure.valeur != pytest.approx(sum(f.valeur for f in communes if f.valeur) / len(communes))


@pytest.mark.usefixtures("chiffres", "pays_reel")
def test_vintages_that_the_fictional_territory_alone_has_take_no_figure_away():
    """Structures of 2024 by the inhabitants of 2023, social dwellings of 2024 by the residences of 2021: the fictional
    territory has each of them in nearer years, that no real place has."""
    wanted = [get_coeur().by_identifiant[nom] for nom in ("france_services_pour_10000", "logements_sociaux_pour_100")]
    lignes = get_tableau(get_perimetre(CIVRAISIEN), JOUR, wanted).lignes
    # Three structures for 26,641 inhabitants; 560 dwellings for 12,456 main residences.
    assert lignes["france_services_pour_10000"].figure.valeur == pytest.approx(3 / 26_641 * 10_000)
    assert lignes["logements_sociaux_pour_100"].figure.valeur == pytest.approx(560 / 12_456 * 100, abs=0.01)
    assert get_tableau(get_perimetre(TROIS_GUES), JOUR, wanted).lignes[wanted[0].identifiant].figure.has_valeur


@pytest.mark.usefixtures("chiffres", "pays_reel")
def test_fictional_territory_is_compared_with_its_own_departement_only():
    tableau = get_tableau(get_perimetre(TROIS_GUES), JOUR)
    assert [r.niveau for r in tableau.references] == ["departement"]


@pytest.mark.usefixtures("chiffres", "pays_reel")
def test_whatever_the_number_of_communes_one_statement_reads_all(monkeypatch):
    from convive.diagnostic.selectors import indicateurs
    from convive.donnees.requetes import rangees

    calls = []
    real = rangees.get_lignes
    monkeypatch.setattr(rangees, "get_lignes", lambda *a: (calls.append(1), real(*a))[1])
    for reference in (CIVRAISIEN, GRAND_PARIS):
        perimetre = get_perimetre(reference)
        get_tableau(perimetre, JOUR)
        indicateurs._read_tableau.cache_clear()
        calls.clear()
        get_tableau(perimetre, JOUR)
        assert len(calls) == 1
        # The pages that follow read nothing again.
        get_tableau(perimetre, JOUR)
        assert len(calls) == 1
