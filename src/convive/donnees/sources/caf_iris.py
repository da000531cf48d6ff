"""INSEE-CNAF, family benefits by IRIS: allocataires, families and children covered, in communes divided into IRIS.

These figures are never added up to communes, since some IRIS of a commune are always secret.
"""

from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.rules import Maille, Statut
from convive.donnees.sources.infracommunal import list_colonnes_zones, validate_iris
from convive.donnees.sources.lecture import get_annee_du_nom, get_cellules, get_tableau

COLONNES = {
    "A": "caf_allocataires",
    "ENF_2": "caf_enfants_0_2",
    "ENF_3_5": "caf_enfants_3_5",
    "ENF_6_10": "caf_enfants_6_10",
    "ARSAS": "caf_allocataires_rsa",
}

SOURCE = Source(
    identifiant="caf_iris",
    titre="Allocataires des Caf à l’IRIS",
    producteur="Insee-Cnaf",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr/fr/statistiques/5650720",
    motifs=("data_CAF_*_IRIS.csv", "data_CAF_*_IRIS.csv.gz"),
    quantites=tuple(COLONNES.values()),
    limite=(
        "Situation de décembre, dans le millier de communes découpées en IRIS (quartiers d’environ 2 000 habitants) ; "
        "allocataires de la MSA absents ; petits effectifs et petits IRIS secrets : les IRIS ne s’additionnent pas."
    ),
)


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one December. An empty cell is secret: for the whole IRIS (NOTE 2 to 5), or for one count (NOTE 0)."""
    millesime = get_annee_du_nom(path)
    tableau = get_tableau(path, separateur=";", cle="CODGEO")
    tableau.get_position("NOTE")
    cellules = get_cellules(tableau, list(COLONNES), cle="CODGEO", vides=dict.fromkeys(COLONNES, Statut.SECRET))
    avertissements = validate_iris(tableau.fichier, cellules["A"], cog)
    series = [(quantite, millesime, cellules[nom]) for nom, quantite in COLONNES.items()]
    colonnes = list_colonnes_zones(SOURCE.identifiant, Maille.IRIS, series)
    return Resultat([], [millesime], avertissements, colonnes=colonnes)
