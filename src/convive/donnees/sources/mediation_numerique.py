"""ANCT, national map of digital inclusion lieux: number by commune, in the format of the national standard."""

from collections.abc import Mapping
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Adresse, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import compute_code_insee
from convive.donnees.sources.comptage import compute_comptes, list_series
from convive.donnees.sources.lecture import get_annee_du_nom, get_tableau

SOURCE = Source(
    identifiant="mediation_numerique",
    titre="Lieux de médiation numérique",
    producteur="Agence nationale de la cohésion des territoires",
    licence=LICENCE_OUVERTE,
    url="https://www.data.gouv.fr/fr/datasets/r/398edc71-0d51-4cb6-9cbe-2540a4db573c",
    motifs=("*mediation*numerique*.csv",),
    quantites=("lieux_mediation_numerique",),
    limite="Lieux que leurs structures ont inscrits sur la cartographie nationale ; un lieu peut n’ouvrir qu’un jour.",
    adresses=(
        Adresse(
            "https://www.data.gouv.fr/api/1/datasets/r/398edc71-0d51-4cb6-9cbe-2540a4db573c",
            "lieux-mediation-numerique-{annee}.csv",
        ),
    ),
)

_CLE, _COMMUNE = "id", "code_insee"


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one map. Lieux without a commune code are not counted, with a warning."""
    millesime = get_annee_du_nom(path)
    tableau = get_tableau(path, separateur=",;", cle=_COMMUNE)
    position_cle, position = tableau.get_position(_CLE), tableau.get_position(_COMMUNE)
    vus: set[str] = set()
    faits: list[tuple[str, Mapping[str, float]]] = []
    sans_commune = doublons = 0
    for _, champs in tableau.lignes:
        if champs[position_cle] in vus:
            doublons += 1
            continue
        vus.add(champs[position_cle])
        if code := compute_code_insee(champs[position]):
            faits.append((code, {"lieux_mediation_numerique": 1.0}))
        else:
            sans_commune += 1
    if not faits:
        raise FichierIllisible(tableau.fichier, "aucun lieu n’a de code de commune", colonne=_COMMUNE)
    series = list_series(compute_comptes(faits, cog), SOURCE.quantites, millesime, cog)
    resultat = build_resultat(SOURCE.identifiant, tableau.fichier, series, cog)
    if sans_commune:
        resultat.avertissements.append(f"Lieux sans code de commune, comptés nulle part : {sans_commune}.")
    if doublons:
        resultat.avertissements.append(f"Lieux en double, comptés une fois : {doublons}.")
    return resultat
