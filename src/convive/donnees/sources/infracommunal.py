"""Figures below the commune: IRIS and quartiers prioritaires, with the codes of their file."""

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
    """Columns from (quantity, vintage, cells by zone), unchanged: zones that the file does not list get no row."""
    return [
        Colonne(maille, indicateur, millesime, source, list(cellules), list(cellules.values()))
        for indicateur, millesime, cellules in series
    ]


def validate_iris(fichier: str, codes: Iterable[str], cog: CodeOfficielGeographique) -> list[str]:
    """Warnings about IRIS in unknown communes. Raise FichierIllisible for codes that are not IRIS codes."""
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
