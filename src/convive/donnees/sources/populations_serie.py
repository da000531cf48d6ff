"""INSEE, series of census populations 2013-2021 by commune, as republished by the ANCT."""

import re
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import compute_code_insee
from convive.donnees.rules import Statut
from convive.donnees.sources.lecture import get_cellules, get_tableau

SOURCE = Source(
    identifiant="populations_serie",
    titre="Série annuelle des populations du recensement",
    producteur="Insee, diffusion ANCT",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr/fr/statistiques/3698339",
    motifs=("insee-estimation-population-*.csv",),
    quantites=("population_rp",),
    limite=(
        "Avant sa création, une commune nouvelle n’est comptée que pour son chef-lieu (rupture de série) ; "
        "Mayotte absente."
    ),
)

_COLONNE = re.compile(r"p(\d\d)_pop")
_TEXTES = frozenset({"objectid", "codgeo", "libgeo"})
DECALAGE_GEOGRAPHIE = 2
"""In years: the population of year Y is counted in the communes of 1 January Y + 2, as checked on the 752 mergers of
2015-2023."""


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of the series; a blank cell means that the commune did not exist under that code."""
    tableau = get_tableau(path, separateur=",", cle="codgeo")
    colonnes = tableau.get_colonnes(_COLONNE)
    if not colonnes:
        raise FichierIllisible(tableau.fichier, "aucune colonne p13_pop, p14_pop… dans l’en-tête", ligne=1)
    cellules = get_cellules(
        tableau,
        list(colonnes),
        cle="codgeo",
        vides=dict.fromkeys(colonnes, Statut.NON_DISPONIBLE),
        compute_code=lambda texte: compute_code_insee(texte, six_caracteres=True),
    )
    avertissements = _list_trous([2000 + int(annee) for annee in colonnes.values()], tableau.entete)
    series = [
        Serie("population_rp", 2000 + int(annee), cellules[nom], f"{2000 + int(annee) + DECALAGE_GEOGRAPHIE}-01-01")
        for nom, annee in colonnes.items()
    ]
    resultat = build_resultat(SOURCE.identifiant, tableau.fichier, series, cog)
    resultat.avertissements += avertissements
    return resultat


def _list_trous(annees: list[int], entete: list[str]) -> list[str]:
    """A warning about the years that a series skips, with the unknown columns: one of them was probably renamed."""
    manquantes = [annee for annee in range(min(annees), max(annees)) if annee not in annees]
    if not manquantes:
        return []
    autres = [nom for nom in entete if nom and nom not in _TEXTES and not _COLONNE.fullmatch(nom)]
    suite = f" ; colonnes que rien ne reconnaît : {', '.join(autres)}" if autres else ""
    return [f"Années absentes de la série : {', '.join(map(str, manquantes))}{suite}."]
