"""Census by IRIS, already summed by commune: population by age, dwellings, houses and flats."""

from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.nombres import compute_code_insee
from convive.donnees.rules import Statut
from convive.donnees.sources.lecture import get_annee_du_nom, get_cellules, get_tableau

_COLONNES = {
    "population_0_19": "pop_0_19",
    "population_20_64": "pop_20_64",
    "population_65p": "pop_65p",
    "logements": "logements",
    "residences_principales": "res_principales",
    "residences_secondaires": "res_secondaires",
    "logements_vacants": "logements_vacants",
    "maisons": "maisons",
    "appartements": "appartements",
}

SOURCE = Source(
    identifiant="iris_communes",
    titre="Recensement à l’IRIS, additionné par commune",
    producteur="Insee (calcul à partir des fichiers à l’IRIS)",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr/fr/statistiques/8268806",
    motifs=("DERIVE_iris20*_agrege_commune*.csv",),
    quantites=tuple(_COLONNES),
    limite="Moyenne de cinq enquêtes annuelles, arrondie à l’unité par IRIS avant l’addition ; Mayotte absente.",
    priorite=35,
)


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one census; its year is in the name (iris2021)."""
    millesime = get_annee_du_nom(path)
    tableau = get_tableau(path, separateur=";", cle="code_insee")
    cellules = get_cellules(
        tableau,
        list(_COLONNES.values()),
        cle="code_insee",
        vides=dict.fromkeys(_COLONNES.values(), Statut.NON_DISPONIBLE),
        compute_code=compute_code_insee,
    )
    series = [Serie(indicateur, millesime, cellules[colonne]) for indicateur, colonne in _COLONNES.items()]
    return build_resultat(SOURCE.identifiant, tableau.fichier, series, cog)
