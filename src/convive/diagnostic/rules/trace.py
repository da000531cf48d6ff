"""Where a figure comes from: each of its parts, with the file and the column that hold it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from convive.donnees.rules import Statut


@dataclass(frozen=True)
class PartieTracee:
    """One quantity of a figure. `fichiers` are names in the dépôt; empty for what ships with the product."""

    role: str
    grandeur: str
    libelle: str
    millesime: int
    valeur: float | None
    statut: Statut
    connues: int
    total: int
    source: str
    producteur: str
    fichiers: tuple[str, ...]
    colonne: str
    ligne: str


_ANNEE = re.compile(r"\{(?P<chiffres>aaaa|aa)(?P<ecart>[+-]\d+)?\}")


def get_origine(
    colonnes: Mapping[str, Mapping[str, Any]], source: str, grandeur: str, millesime: int
) -> tuple[str, str]:
    """The column of a quantity, and the one that tells the territory of a row; both empty for what is invented."""
    fiche = colonnes.get(source, {})
    pattern = fiche.get("colonnes", {}).get(grandeur, "")
    return _ANNEE.sub(lambda found: _render_annee(millesime, found), pattern), fiche.get("ligne", "")


def _render_annee(millesime: int, found: re.Match[str]) -> str:
    annee = millesime + int(found["ecart"] or 0)
    return f"{annee % 100:02d}" if found["chiffres"] == "aa" else f"{annee}"
