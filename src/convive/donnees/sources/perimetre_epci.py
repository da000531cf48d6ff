"""DGCL, list and composition of EPCI: the reference populations of their communes."""

import re
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.nombres import compute_code_insee
from convive.donnees.rules import Statut
from convive.donnees.sources.lecture import get_cellules, get_tableau

SOURCE = Source(
    identifiant="perimetre_epci",
    titre="Liste et composition des EPCI à fiscalité propre",
    producteur="DGCL",
    licence=LICENCE_OUVERTE,
    url="https://www.collectivites-locales.gouv.fr",
    motifs=("perimetre-epci-a-fp*.csv",),
    quantites=("population_rp",),
    limite=(
        "Populations en vigueur au 1er janvier du fichier, comptées trois ans plus tôt ; communes hors EPCI absentes ; "
        "la composition des EPCI vient de la liste fournie avec Convive."
    ),
    priorite=60,
)

_COLONNE = re.compile(r"pmun_20(\d\d)")
_DECALAGE = 3
"""In years: the populations in force on 1 January 2025 are those of 2022."""


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of the file of one 1 January, in cp1252, with a space as thousands separator."""
    tableau = get_tableau(path, separateur=";", cle="insee")
    colonne, annee = tableau.get_colonne_recente(_COLONNE)
    cellules = get_cellules(
        tableau, [colonne], cle="insee", vides={colonne: Statut.NON_DISPONIBLE}, compute_code=compute_code_insee
    )[colonne]
    series = [Serie("population_rp", annee - _DECALAGE, cellules)]
    return build_resultat(SOURCE.identifiant, tableau.fichier, series, cog)
