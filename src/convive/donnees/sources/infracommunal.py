"""Figures below the commune: IRIS and quartiers prioritaires, under the codes that their file gives them."""

from collections.abc import Iterable, Mapping

from convive.donnees.code_officiel_geographique import CodeOfficielGeographique
from convive.donnees.colonnes import Colonne
from convive.donnees.communes_fusionnees import validate_inconnus
from convive.donnees.erreurs import FichierIllisible
from convive.donnees.nombres import Cellule
from convive.donnees.rules import Maille

TAILLE_IRIS = 9


def list_colonnes_zones(
    source: str, maille: Maille, series: Iterable[tuple[str, int, Mapping[str, Cellule]]]
) -> list[Colonne]:
    """Columns of (quantity, vintage, cells by zone), as they are: a zone that the file does not list is not said."""
    return [
        Colonne(maille, indicateur, millesime, source, list(cellules), list(cellules.values()))
        for indicateur, millesime, cellules in series
    ]


def validate_iris(fichier: str, codes: Iterable[str], cog: CodeOfficielGeographique) -> list[str]:
    """Warnings about the communes of the IRIS that are unknown; FichierIllisible for codes that are not IRIS codes."""
    avertissements: list[str] = []
    inconnus: list[str] = []
    total = 0
    for code in codes:
        total += 1
        if len(code) != TAILLE_IRIS:
            raise FichierIllisible(
                fichier, f"« {code} » n’est pas un code d’IRIS, de neuf caractères", colonne="code de l’IRIS"
            )
        commune = code[:5]
        if cog.get_code_actuel(commune) is None and not cog.is_hors_champ(commune):
            inconnus.append(commune)
    validate_inconnus(fichier, inconnus, total, avertissements, nom="commune")
    return avertissements
