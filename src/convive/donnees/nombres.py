"""Cells of statistical files: numbers written in several ways, markers of secrecy, codes damaged by spreadsheets."""

import re
from collections.abc import Mapping
from math import isfinite

from convive.donnees.colonnes import Cellule
from convive.donnees.rules import Statut

ESPACES = " \u00a0\u202f"
"""The thousands separators found in files: space, no-break space, narrow no-break space."""

MARQUEURS: Mapping[str, Statut] = {
    "s": Statut.SECRET,
    "ns": Statut.SECRET,
    "n/a - secret statistique": Statut.SECRET,
    "nd": Statut.NON_DISPONIBLE,
    "na": Statut.NON_DISPONIBLE,
}
"""Markers common to all sources, in lower case. Each source declares what an empty cell means."""

_SIMPLE = re.compile(r"-?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_GROUPE = re.compile(rf"-?\d{{1,3}}(?:[{ESPACES}]\d{{3}})+(?:[.,]\d+)?", re.ASCII)
_SANS_ESPACE = str.maketrans(dict.fromkeys(ESPACES, ""))

__all__ = ["MARQUEURS", "Cellule", "NombreInvalide", "compute_cellule", "compute_code_insee"]


class NombreInvalide(ValueError):
    """Text where a number was expected."""


def compute_cellule(texte: str, *, vide: Statut, marqueurs: Mapping[str, Statut] = MARQUEURS) -> Cellule:
    """The number in a cell, or the status that its marker stands for. Raise NombreInvalide for anything else.

    >>> compute_cellule("15 156", vide=Statut.SECRET)
    15156.0
    >>> compute_cellule("17,5", vide=Statut.SECRET), compute_cellule("s", vide=Statut.SECRET)
    (17.5, <Statut.SECRET: 'secret'>)
    """
    texte = texte.strip()
    if _SIMPLE.fullmatch(texte):
        nombre = float(texte.replace(",", "."))
        if isfinite(nombre):
            return nombre
        raise NombreInvalide(texte)
    if not texte:
        return vide
    if (statut := marqueurs.get(texte.lower())) is not None:
        return statut
    if _GROUPE.fullmatch(texte):
        return float(texte.translate(_SANS_ESPACE).replace(",", "."))
    raise NombreInvalide(texte)


def compute_code_insee(texte: str, *, zeros_perdus: bool = False, six_caracteres: bool = False) -> str:
    """The five-character INSEE code. Damage known in a source is only repaired for that source, by an option.

    >>> compute_code_insee("971101", six_caracteres=True)
    '97101'
    >>> compute_code_insee("1001", zeros_perdus=True)
    '01001'
    """
    code = texte.strip().upper()
    if zeros_perdus and len(code) == 4 and code.isdigit():
        return f"0{code}"
    if six_caracteres and len(code) == 6 and code.startswith("97") and code[2] == code[3]:
        # The département (971) then the commune on three characters (101): the digit that they share is repeated.
        return code[:2] + code[3:]
    return code
