"""DREES, potential access to care (APL): nurses, by commune, with the weights needed to compute a mean."""

import re
from collections.abc import Iterable
from pathlib import Path

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.communes_fusionnees import Serie, build_resultat
from convive.donnees.declaration import LICENCE_OUVERTE, Resultat, Source
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule, NombreInvalide, compute_cellule, compute_code_insee
from convive.donnees.rules import Statut
from convive.donnees.sources.feuilles import list_feuilles

SOURCE = Source(
    identifiant="apl",
    titre="Accessibilité potentielle localisée aux infirmières",
    producteur="Drees",
    licence=LICENCE_OUVERTE,
    url="https://data.drees.solidarites-sante.gouv.fr/explore/dataset/530_l-accessibilite-potentielle-localisee-apl/",
    motifs=("data_apl_infirmiers*.xlsx",),
    quantites=("apl_infirmiers", "apl_infirmiers_ponderee", "population_standardisee_infirmiers"),
    limite=(
        "Équivalents temps plein pour 100 000 habitants standardisés ; Mayotte absente. La moyenne d’un territoire est "
        "la somme des points divisée par la population standardisée."
    ),
)

_FEUILLE = re.compile(r"APL (20\d\d)")
_COLONNES = {"code": "Code commune INSEE", "apl": "APL aux infirmi", "poids": "Population standardisée"}
"""How the column headings begin; the second one contains the year of the population."""


def build(path: Path, cog: CodeOfficielGeographique) -> Resultat:
    """Rows of every sheet such as « APL 2023 »; the table starts well below the title, after two header rows."""
    series: list[Serie] = []
    for nom, lignes in list_feuilles(path):
        if (annee := _FEUILLE.fullmatch(nom.strip())) is not None:
            series += _list_series(f"{path.name} › {nom}", lignes, int(annee[1]))
    if not series:
        raise FichierIllisible(path.name, "aucune feuille « APL 2023 » dans ce classeur")
    return build_resultat(SOURCE.identifiant, path.name, series, cog)


def _list_series(fichier: str, lignes: Iterable[tuple[int, list[str]]], millesime: int) -> list[Serie]:
    positions: dict[str, int] = {}
    cellules: dict[str, dict[str, Cellule]] = {nom: {} for nom in SOURCE.quantites}
    for numero, champs in lignes:
        if not positions:
            if any(champ.strip() == _COLONNES["code"] for champ in champs):
                positions = _get_positions(fichier, champs, numero)
            continue
        champs = champs + [""] * (max(positions.values()) + 1 - len(champs))
        code = compute_code_insee(champs[positions["code"]])
        if len(code) != 5:
            continue
        if code in cellules["apl_infirmiers"]:
            raise FichierIllisible(fichier, f"le code {code} est en double", ligne=numero)
        try:
            apl, poids = (
                compute_cellule(champs[positions[nom]], vide=Statut.NON_DISPONIBLE) for nom in ("apl", "poids")
            )
        except NombreInvalide as error:
            raise FichierIllisible(fichier, f"« {error} » n’est pas un nombre", ligne=numero) from None
        cellules["apl_infirmiers"][code] = apl
        if isinstance(apl, float) and isinstance(poids, float):
            cellules["apl_infirmiers_ponderee"][code] = apl * poids
            cellules["population_standardisee_infirmiers"][code] = poids
        else:
            for nom in ("apl_infirmiers_ponderee", "population_standardisee_infirmiers"):
                cellules[nom][code] = Statut.NON_DISPONIBLE
    if not cellules["apl_infirmiers"]:
        raise FichierIllisible(fichier, f"aucune commune sous la colonne « {_COLONNES['code']} »")
    return [Serie(nom, millesime, valeurs) for nom, valeurs in cellules.items()]


def _get_positions(fichier: str, champs: list[str], numero: int) -> dict[str, int]:
    positions = {}
    for nom, debut in _COLONNES.items():
        trouvees = [position for position, champ in enumerate(champs) if champ.strip().startswith(debut)]
        if not trouvees:
            raise FichierIllisible(
                fichier, "cette colonne manque, le fichier a peut-être changé de format", ligne=numero, colonne=debut
            )
        positions[nom] = trouvees[0]
    return positions
