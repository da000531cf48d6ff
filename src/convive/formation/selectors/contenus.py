"""The content files of training, read in the same way as those of the prise de poste."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from convive.prise_poste.selectors import contenus

DOSSIER = Path(__file__).resolve().parent.parent / "contenus"


@cache
def get_titres_sequences() -> Mapping[str, str]:
    """Key → title of each séquence of the two-day course."""
    return MappingProxyType({row["cle"]: row["titre"] for row in read_contenu("cours/ctg_deux_jours")["sequences"]})


def read_contenu(nom: str) -> Any:
    """The contents of a file (« qualiopi », « cours/ctg_deux_jours »), with no-break spaces added to its texts."""
    return contenus.read_contenu(nom, DOSSIER)
