"""The types of services with which every inventory starts. Read from YAML."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from convive.socle.contenus import read_contenu_yaml

DOSSIER = Path(__file__).parents[1] / "catalogue"


@dataclass(frozen=True, slots=True)
class TypeUsuel:
    """A type of the catalogue. `accueil` is the age group whose places are counted; `thematique` is a usual name."""

    cle: str
    nom: str
    famille: str
    thematique: str | None
    accueil: str | None
    ps: tuple[str, ...]


def read_catalogue(nom: str) -> Any:
    return read_contenu_yaml(DOSSIER / f"{nom}.yaml")


@cache
def get_types_usuels() -> MappingProxyType[str, TypeUsuel]:
    """Key → type, in the order in which lists show them."""
    types = read_catalogue("types")
    return MappingProxyType({row["cle"]: TypeUsuel(**{**row, "ps": tuple(row["ps"])}) for row in types})
