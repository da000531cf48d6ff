"""The ties of an organisation as one cell says them: « finance « Les Passeurs » (l’accueil) ; adhère à « Le réseau » ».

Pure Python. What a person types may do without the quotes: « finance : Les Passeurs ».
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from convive.documents.rules.cellules import CelluleRefusee
from convive.socle.noms import fold_nom

# A closing sign that is part of a name or of a precision is written twice.
LIEN = re.compile(
    r"\s*(?P<nature>[^«:;\n]+?)\s*"
    r"(?:«\s*(?P<cite>(?:[^»]|»»)+?)\s*»(?!»)|:\s*(?P<nom>[^;\n(]+?))\s*"
    r"(?:\((?P<precision>(?:[^)]|\)\))*)\))?\s*(?:[;\n]+|$)"
)
MAX_CELLULE_LIENS = 10_000


@dataclass(frozen=True, slots=True)
class LienDit:
    """A tie by the name of its other end; `nature` is a key."""

    nature: str
    nom: str
    precision: str = ""


def write_liens(liens: Iterable[LienDit], libelles: Mapping[str, str]) -> str:
    """`libelles` gives the words of each nature; `parse_liens` reads them back."""
    return " ; ".join(_write(lien, libelles[lien.nature]) for lien in liens)


def _write(lien: LienDit, libelle: str) -> str:
    precision = f" ({lien.precision.replace(')', '))')})" if lien.precision else ""
    return f"{libelle} «\u00a0{lien.nom.replace('»', '»»')}\u00a0»{precision}"


def parse_liens(texte: str, natures: Mapping[str, str]) -> tuple[LienDit, ...]:
    """`natures` gives the key of each nature by its folded words. Raise CelluleRefusee."""
    found, place = [], 0
    while place < len(texte):
        lien = LIEN.match(texte, place)
        if lien is None:
            extrait = " ".join(texte[place:].split())[:60]
            raise CelluleRefusee(
                f"«\u00a0{extrait}\u00a0» n’est pas lisible\u00a0: écrivez «\u00a0finance : Nom\u00a0»."
            )
        nature = natures.get(fold_nom(lien["nature"].replace("’", " ")))
        if nature is None:
            raise CelluleRefusee(f"«\u00a0{lien['nature'][:60]}\u00a0» n’est pas une sorte de lien.")
        nom = lien["cite"].replace("»»", "»") if lien["cite"] else lien["nom"]
        found.append(LienDit(nature, nom, (lien["precision"] or "").replace("))", ")").strip()))
        place = lien.end()
    return tuple(found)
