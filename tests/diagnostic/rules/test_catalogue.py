"""The catalogue is data: every entry is valid, and a wrong one is refused by name."""

from datetime import date

import pytest

from convive.diagnostic.rules.catalogue import Calcul, CatalogueInvalide, build_catalogue
from convive.diagnostic.selectors.catalogue import get_catalogue, get_coeur
from convive.donnees.quantites import QUANTITES

THEMES = [{"identifiant": "ages", "libelle": "Âges", "icone": "friends"}]
ENTRY = {
    "identifiant": "essai", "theme": "ages", "libelle": "Essai", "sujet": "l’essai", "calcul": "somme",
    "grandeurs": ["logements"], "unite": "logements", "decimales": 0,
}  # fmt: skip

DEMANDES = {
    "population_municipale", "population_evolution_annuelle", "superficie_km2", "densite", "population_0_19",
    "population_20_64", "population_65p", "part_0_19", "part_20_64", "part_65p", "indice_vieillissement", "logements",
    "residences_principales", "part_residences_secondaires", "part_logements_vacants", "population_rp",
    "naissances_domiciliees", "deces_domicilies", "menages", "niveau_vie_median", "taux_pauvrete",
    "taux_chomage_15_64_rp", "part_proprietaires_occupants",
}  # fmt: skip


def test_catalogue_holds_the_indicators_of_the_portrait():
    assert {i.identifiant for i in get_catalogue().indicateurs} == DEMANDES


def test_a_density_says_the_same_of_its_area_as_the_area():
    catalogue = get_catalogue()
    assert catalogue.get("densite").limite == catalogue.get("superficie_km2").limite != ""


def test_every_quantity_of_the_catalogue_exists_in_the_data_plane():
    assert set(get_catalogue().grandeurs) <= set(QUANTITES)


def test_only_additive_quantities_are_summed_or_divided():
    for indicateur in get_catalogue().indicateurs:
        for grandeur in indicateur.composantes:
            assert QUANTITES[grandeur].additive == (indicateur.calcul is not Calcul.PUBLIE), indicateur.identifiant


def test_a_count_is_known_from_a_rate_by_what_it_is():
    """The map of a rate is coloured, that of a count has circles: the catalogue alone says which."""
    indicateurs = [*get_catalogue().indicateurs, *(fiche.indicateur for fiche in get_coeur().fiches)]
    effectifs = {i.identifiant for i in indicateurs if i.is_effectif}
    assert {"population_municipale", "naissances_domiciliees", "quartiers_prioritaires"} <= effectifs
    assert not {"densite", "niveau_vie_median", "population_evolution_annuelle", "indice_gini"} & effectifs
    assert not [i.identifiant for i in indicateurs if i.is_effectif and ("%" in i.unite or " pour " in i.unite)]


def test_every_theme_has_indicators():
    catalogue = get_catalogue()
    assert all(catalogue.for_theme(theme.identifiant) for theme in catalogue.themes)


def test_parameter_is_found_on_its_dates_only():
    catalogue = get_catalogue()
    assert catalogue.get_parametre("seuil_effectif_diffuse", date(2026, 11, 25)) == 5
    with pytest.raises(KeyError):
        catalogue.get_parametre("seuil_effectif_diffuse", date(2020, 1, 1))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"calcul": "moyenne"}, "essai"),
        ({"theme": "inconnu"}, "thème inconnu"),
        ({"calcul": "ratio"}, "ne correspondent pas"),
        ({"calcul": "evolution"}, "ne correspondent pas"),
        ({"calcul": "publie", "grandeurs": ["a", "b"]}, "ne correspondent pas"),
        ({"couleur": "bleu"}, "essai"),
    ],
)
def test_wrong_entry_is_refused_by_name(change: dict, message: str):
    with pytest.raises(CatalogueInvalide, match=message):
        build_catalogue(THEMES, [{**ENTRY, **change}], [])


def test_the_same_identifier_twice_is_refused():
    with pytest.raises(CatalogueInvalide, match="double"):
        build_catalogue(THEMES, [ENTRY, ENTRY], [])
