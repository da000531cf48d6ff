"""CNAF, childcare: the overall coverage rate of every commune, in the yearly files TAUXCOUV2020 and 2021."""

from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.nombres import compute_code_insee
from convive.donnees.rules import Statut
from convive.donnees.sources.lecture import get_annee_du_nom, get_cellules, get_tableau

SOURCE = Source(
    identifiant="couverture_communes",
    titre="Accueil du jeune enfant : taux de couverture de toutes les communes",
    producteur="Cnaf",
    licence=LICENCE_OUVERTE,
    url="https://data.caf.fr",
    motifs=("TAUXCOUV20*.csv",),
    quantites=("taux_couverture_petite_enfance",),
    limite=(
        "Places pour 100 enfants de moins de 3 ans, tous modes d’accueil ensemble ; dans une petite commune, quelques "
        "places changent tout ; un taux peut dépasser 100."
    ),
    # The tables by kind of care, which are revised, give the same rate for the communes that they have.
    priorite=45,
)

_TAUX = "tauxcouv_com"


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one file; only its name gives the year."""
    millesime = get_annee_du_nom(path)
    tableau = get_tableau(path, separateur=";", cle="NUM_COM")
    cellules = get_cellules(
        tableau, [_TAUX], cle="NUM_COM", vides={_TAUX: Statut.NON_DISPONIBLE}, compute_code=compute_code_insee
    )[_TAUX]
    return build_resultat(SOURCE.identifiant, tableau.fichier, [Serie(SOURCE.quantites[0], millesime, cellules)], cog)
