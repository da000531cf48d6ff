"""The contents of the training, read as those of a new post are."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from convive.prise_poste.selectors import contenus

DOSSIER = Path(__file__).resolve().parent.parent / "contenus"


@cache
def get_titres_sequences() -> Mapping[str, str]:
    """The title of each sequence of the two-day course, by its key."""
    return MappingProxyType({row["cle"]: row["titre"] for row in read_contenu("cours/ctg_deux_jours")["sequences"]})


def read_contenu(nom: str) -> Any:
    """A file of contents (« qualiopi », « cours/ctg_deux_jours »), its texts with their no-break spaces."""
    return contenus.read_contenu(nom, DOSSIER)
