"""DGCL and ANCT, France ruralités revitalisation (FRR): the classification of each commune since July 2024.

It replaces the zones de revitalisation rurale, whose list is no longer read.
"""

from collections.abc import Mapping
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import compute_code_insee
from convive.donnees.sources.lecture import compute_cle_colonne, get_annee_du_nom, get_tableau

SOURCE = Source(
    identifiant="frr",
    titre="Communes en zone France ruralités revitalisation (FRR)",
    producteur="DGCL et Agence nationale de la cohésion des territoires",
    licence=LICENCE_OUVERTE,
    url="https://www.collectivites-locales.gouv.fr",
    motifs=("*communes*FRR*.csv",),
    quantites=("communes_frr", "communes_frr_plus"),
    limite=(
        "Une commune classée pour une partie de son territoire est comptée, comme une commune « bénéficiaire », qui "
        "n’est pas reclassée et garde l’effet des anciennes zones de revitalisation rurale."
    ),
)

_CLASSEMENTS: Mapping[str, tuple[float, float]] = {
    "non_classee": (0.0, 0.0),
    "frr_socle": (1.0, 0.0),
    "frr": (1.0, 1.0),
    "frr_beneficiaire": (1.0, 0.0),
    "classee_frr_partiellement": (1.0, 0.0),
    "frr_beneficiaire_partiellement": (1.0, 0.0),
}
"""(Classified, classified FRR+). « FRR+ » has no plus sign here because labels are normalised before comparison."""


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of one list. A commune that results from a merger is classified if any of the former ones was."""
    millesime = get_annee_du_nom(path)
    tableau = get_tableau(path, separateur=";", cle="Code_insee")
    position_code, position = (
        tableau.get_position("Code_insee"),
        _get_position_classement(tableau.fichier, tableau.entete),
    )
    cellules: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for ligne, champs in tableau.lignes:
        classement = _CLASSEMENTS.get(compute_cle_colonne(champs[position]))
        if classement is None:
            raise FichierIllisible(
                tableau.fichier,
                f"« {champs[position].strip()} » n’est pas un classement connu",
                ligne=ligne,
                colonne=tableau.entete[position],
            )
        code = compute_code_insee(champs[position_code])
        actuel = cog.get_code_actuel(code) or code
        for une, valeur in zip(cellules, classement, strict=True):
            une[actuel] = max(valeur, une.get(actuel, 0.0))
    series = [Serie(nom, millesime, une) for nom, une in zip(SOURCE.quantites, cellules, strict=True)]
    return build_resultat(SOURCE.identifiant, tableau.fichier, series, cog)


def _get_position_classement(fichier: str, entete: list[str]) -> int:
    """The position of the column, whose heading has the date of the list: « Classement FRR et FRR+ au 10 juillet
    2025 »."""
    trouvees = [position for position, nom in enumerate(entete) if nom.startswith("Classement")]
    if len(trouvees) != 1:
        raise FichierIllisible(
            fichier, "cette colonne manque, le fichier a peut-être changé de format", ligne=1, colonne="Classement FRR"
        )
    return trouvees[0]
