"""INSEE, Filosofi 2019 by IRIS: incomes and poverty inside communes divided into IRIS."""

from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.rules import Maille, Statut
from convive.donnees.sources.infracommunal import list_colonnes_zones, validate_iris
from convive.donnees.sources.lecture import get_cellules, get_tableau

_MILLESIME = 2019
_COLONNES = {
    "niveau_vie_median": "DISP_MED19",
    "taux_pauvrete": "DISP_TP6019",
    "premier_decile": "DISP_D119",
    "rapport_interdecile": "DISP_RD19",
    "indice_gini": "DISP_GI19",
    "part_prestations_sociales": "DISP_PPSOC19",
    "part_prestations_familiales": "DISP_PPFAM19",
    "part_minima_sociaux": "DISP_PPMINI19",
    "part_prestations_logement": "DISP_PPLOGT19",
}

SOURCE = Source(
    identifiant="filosofi_iris",
    titre="Filosofi 2019 : revenus et pauvreté à l’IRIS",
    producteur="Insee-DGFiP-Cnaf-Cnav-CCMSA",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr/fr/statistiques/6049648",
    motifs=("BASE_TD_FILO_DISP_IRIS_2019*.csv",),
    quantites=tuple(_COLONNES),
    limite="IRIS d’au moins 1 000 habitants et 500 ménages ; ni médiane ni taux ne s’additionnent.",
    priorite=10,
)


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of the file; an empty cell is secret."""
    tableau = get_tableau(path, separateur=";", cle="IRIS")
    cellules = get_cellules(
        tableau, list(_COLONNES.values()), cle="IRIS", vides=dict.fromkeys(_COLONNES.values(), Statut.SECRET)
    )
    avertissements = validate_iris(tableau.fichier, cellules["DISP_MED19"], cog)
    series = [(indicateur, _MILLESIME, cellules[colonne]) for indicateur, colonne in _COLONNES.items()]
    colonnes = list_colonnes_zones(SOURCE.identifiant, Maille.IRIS, series)
    return Resultat([], [_MILLESIME], avertissements, colonnes=colonnes)
