"""INSEE-DGFiP-Cnaf-Cnav-CCMSA, Filosofi 2021: incomes and poverty by commune."""

from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.conversion import Serie, build_groupes, list_mesures
from convive.donnees.rules import Statut
from convive.donnees.sources.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.sources.lecture import get_cellules, get_tableau
from convive.donnees.sources.nombres import compute_code_insee

SOURCE = Source(
    identifiant="filosofi_2021",
    titre="Filosofi 2021 : revenus et pauvreté des communes",
    producteur="Insee-DGFiP-Cnaf-Cnav-CCMSA",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr/fr/statistiques/7756855",
    motifs=("cc_filosofi_2021_COM*.csv",),
    quantites=("niveau_vie_median", "taux_pauvrete"),
    limite=(
        "Filosofi est le fichier localisé social et fiscal. "
        "Ménages fiscaux, Guadeloupe, Guyane et Mayotte absentes ; taux de pauvreté publié pour une commune sur huit ; "
        "non comparable avec Filosofi 2023."
    ),
    priorite=10,
)

_MILLESIME = 2021
_COLONNES = {"niveau_vie_median": "MED21", "taux_pauvrete": "TP6021"}


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of the communal file; secrecy is written « s », a figure that does not exist « nd »."""
    tableau = get_tableau(path, separateur=";", cle="CODGEO")
    cellules = get_cellules(
        tableau,
        list(_COLONNES.values()),
        cle="CODGEO",
        vides=dict.fromkeys(_COLONNES.values(), Statut.SECRET),
        compute_code=compute_code_insee,
    )
    groupes = build_groupes(tableau.fichier, cellules["MED21"], cog)
    series = [Serie(indicateur, _MILLESIME, cellules[colonne]) for indicateur, colonne in _COLONNES.items()]
    return Resultat(list_mesures(SOURCE.identifiant, groupes, series, cog), [_MILLESIME], groupes.avertissements)
