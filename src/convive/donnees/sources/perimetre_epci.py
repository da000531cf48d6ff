"""DGCL, list and composition of the EPCI: the reference populations of their communes."""

import re
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.conversion import Serie, build_resultat
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.rules import Statut
from convive.donnees.sources.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.sources.lecture import get_cellules, get_tableau
from convive.donnees.sources.nombres import compute_code_insee

SOURCE = Source(
    identifiant="perimetre_epci",
    titre="Liste et composition des EPCI à fiscalité propre",
    producteur="DGCL",
    licence=LICENCE_OUVERTE,
    url="https://www.collectivites-locales.gouv.fr",
    motifs=("perimetre-epci-a-fp*.csv",),
    quantites=("population_reference", "population_totale"),
    limite=(
        "Populations en vigueur au 1er janvier du fichier, comptées trois ans plus tôt ; communes hors EPCI absentes ; "
        "la composition des EPCI vient de la liste fournie avec Convive."
    ),
    priorite=60,
)

_COLONNES = {"population_reference": re.compile(r"pmun_20(\d\d)"), "population_totale": re.compile(r"ptot_20(\d\d)")}
_DECALAGE = 3
"""The populations in force on 1 January 2025 are those of 2022."""


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one 1 January; the file is in cp1252, its thousands are separated by a space."""
    tableau = get_tableau(path, separateur=";", cle="insee")
    choisies = {indicateur: tableau.get_colonne_recente(motif) for indicateur, motif in _COLONNES.items()}
    cellules = get_cellules(
        tableau,
        [colonne for colonne, _ in choisies.values()],
        cle="insee",
        vides={colonne: Statut.NON_DISPONIBLE for colonne, _ in choisies.values()},
        compute_code=compute_code_insee,
    )
    annees = {annee for _, annee in choisies.values()}
    if len(annees) > 1:
        raise FichierIllisible(tableau.fichier, "les populations municipale et totale ne sont pas de la même année")
    series = [
        Serie(indicateur, annee - _DECALAGE, cellules[colonne]) for indicateur, (colonne, annee) in choisies.items()
    ]
    return build_resultat(SOURCE.identifiant, tableau.fichier, series, cog)
