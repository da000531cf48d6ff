"""One row of an imported list of conventions: what its cells mean, and what is wrong with them. Pure Python."""

from collections.abc import Callable, Mapping
from typing import Any

from convive.acteurs.rules.lignes import LigneLue
from convive.documents.rules.cellules import CelluleRefusee, parse_commune, parse_jour
from convive.offre.rules.colonnes_cof import CHAMPS_PAR_CLE
from convive.offre.rules.offre import MAX_NUMERO, MAX_TEXTE
from convive.socle.noms import fold_nom

TAILLES = {"numero": MAX_NUMERO, "service": MAX_TEXTE}
MAX_CELLULE = 300


def parse_ligne_cof(
    numero: int, cellules: Mapping[str, str], *, prestations: Mapping[str, str], communes: Mapping[str, str]
) -> LigneLue:
    """Parse and check each cell, then the cells together. `prestations` and `communes`: folded name → key."""
    ligne = LigneLue(numero)
    parsers: dict[str, Callable[[str], Any]] = {
        "numero": lambda texte: " ".join(texte.split()),
        "service": lambda texte: [nom for part in texte.split(";") if (nom := " ".join(part.split()))],
        "code_commune": lambda texte: communes.get(fold_nom(texte)) or parse_commune(texte),
        "type_ps": lambda texte: _parse_prestation(texte, prestations),
        "date_debut": parse_jour,
        "date_fin": parse_jour,
    }
    for cle, texte in cellules.items():
        try:
            if len(texte) > TAILLES.get(cle, MAX_CELLULE):
                raise CelluleRefusee(f"le texte dépasse {TAILLES.get(cle, MAX_CELLULE)} caractères.")
            ligne.valeurs[cle] = parsers[cle](texte)
        except CelluleRefusee as refus:
            ligne.erreurs.append(f"{CHAMPS_PAR_CLE[cle].libelle} : {refus}")
    if not ligne.valeurs.get("numero"):
        ligne.erreurs.append("Il manque le numéro de la convention.")
    debut, fin = ligne.valeurs.get("date_debut"), ligne.valeurs.get("date_fin")
    if debut and fin and fin < debut:
        ligne.erreurs.append("Le dernier jour vient avant le premier.")
    return ligne


def _parse_prestation(texte: str, prestations: Mapping[str, str]) -> str:
    if (found := prestations.get(fold_nom(texte))) is None:
        raise CelluleRefusee(f"« {texte[:60]} » n’est pas une prestation de service connue.")
    return found
