"""Where a figure comes from: each of its parts, with the file and the column that hold it."""

from collections.abc import Mapping
from dataclasses import dataclass

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


def get_colonne(colonnes: Mapping[str, Mapping[str, str]], source: str, grandeur: str, millesime: int) -> str:
    """The column of a quantity; empty when the page of the source says it better."""
    pattern = colonnes.get(source, {}).get(grandeur, "")
    return pattern.replace("{aa}", f"{millesime % 100:02d}")
