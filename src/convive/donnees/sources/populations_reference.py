"""INSEE, reference populations (populations légales) by commune."""

from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.conversion import Serie, build_groupes, list_mesures
from convive.donnees.rules import Statut
from convive.donnees.sources.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.sources.lecture import get_annee_du_nom, get_cellules, get_tableau
from convive.donnees.sources.nombres import compute_code_insee

SOURCE = Source(
    identifiant="populations_reference",
    titre="Populations de référence",
    producteur="Insee",
    licence=LICENCE_OUVERTE,
    url="https://www.insee.fr/fr/statistiques/7739582",
    motifs=("donnees_communes_poplegales*.csv",),
    quantites=("population_reference",),
    limite="Population municipale ; Mayotte absente ; Paris, Lyon et Marseille sont la somme de leurs arrondissements.",
)

_MILLESIME = 2021


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of the file « ensemble ». Nothing inside says the vintage: it is 2021 unless the name has a year."""
    millesime = get_annee_du_nom(path, _MILLESIME)
    tableau = get_tableau(path, separateur=";", cle="COM")
    cellules = get_cellules(
        tableau, ["PMUN"], cle="COM", vides={"PMUN": Statut.NON_DISPONIBLE}, compute_code=compute_code_insee
    )["PMUN"]
    groupes = build_groupes(tableau.fichier, cellules, cog)
    series = [Serie("population_reference", millesime, cellules)]
    return Resultat(list_mesures(SOURCE.identifiant, groupes, series, cog), [millesime], groupes.avertissements)
