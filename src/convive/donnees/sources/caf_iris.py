"""INSEE-CNAF, family benefits by IRIS: allocataires, families and children covered, in the communes cut into IRIS.

Figures of their own level: they are never added to a commune, of which some IRIS are always secret.
"""

from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.rules import Maille, Statut
from convive.donnees.sources.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.sources.infracommunal import list_colonnes_zones, validate_iris
from convive.donnees.sources.lecture import get_annee_du_nom, get_cellules, get_tableau

COLONNES = {
    "A": "caf_allocataires",
    "PERCOU": "caf_personnes_couvertes",
    "AI": "caf_allocataires_isoles",
    "AM": "caf_familles_monoparentales",
    "ACSSENF": "caf_couples_sans_enfant",
    "ACAVENF": "caf_couples_avec_enfants",
    "AC3ENF": "caf_couples_3_enfants",
    "ENF": "caf_enfants",
    "ENF_2": "caf_enfants_0_2",
    "ENF_3_5": "caf_enfants_3_5",
    "ENF_6_10": "caf_enfants_6_10",
    "ENF_11_14": "caf_enfants_11_14",
    "ENF_15_17": "caf_enfants_15_17",
    "ENF_18_24": "caf_enfants_18_24",
    "A_ETUD": "caf_allocataires_etudiants",
    "A_NETUD_24": "caf_allocataires_jeunes_non_etudiants",
    "AAL": "caf_allocataires_aide_logement",
    "AAPL": "caf_allocataires_apl",
    "AAAH": "caf_allocataires_aah",
    "APPA": "caf_allocataires_prime_activite",
    "ARSAS": "caf_allocataires_rsa",
}
_DEPENDANCE = {"APRES50": "caf_allocataires_dependants_50", "APRES100": "caf_allocataires_dependants_100"}
"""Until 2017 only: share of the income that comes from benefits."""

SOURCE = Source(
    identifiant="caf_iris",
    titre="Allocataires des Caf à l’IRIS",
    producteur="Insee-Cnaf",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr/fr/statistiques/5650720",
    motifs=("data_CAF_*_IRIS.csv", "data_CAF_*_IRIS.csv.gz"),
    quantites=(*COLONNES.values(), *_DEPENDANCE.values()),
    limite=(
        "Situation de décembre, dans le millier de communes découpées en IRIS (quartiers d’environ 2 000 habitants) ; "
        "allocataires de la MSA absents ; petits effectifs et petits IRIS secrets : les IRIS ne s’additionnent pas."
    ),
)


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one December. An empty cell is a secret: of the whole IRIS (NOTE 2 to 5), or of one count (NOTE 0)."""
    millesime = get_annee_du_nom(path)
    tableau = get_tableau(path, separateur=";", cle="CODGEO")
    colonnes = COLONNES | {nom: quantite for nom, quantite in _DEPENDANCE.items() if nom in tableau.entete}
    tableau.get_position("NOTE")
    cellules = get_cellules(tableau, list(colonnes), cle="CODGEO", vides=dict.fromkeys(colonnes, Statut.SECRET))
    avertissements = validate_iris(tableau.fichier, cellules["A"], cog)
    series = [(quantite, millesime, cellules[nom]) for nom, quantite in colonnes.items()]
    comptees = list_colonnes_zones(SOURCE.identifiant, Maille.IRIS, series)
    return Resultat([], [millesime], avertissements, colonnes=comptees)
