"""Read the files of contents once: high punctuation is tied to its word here, so that files stay easy to write."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from convive.formation.rules.contenus import EtapeParcours, Grille, build_etapes, build_grille
from convive.socle.formats import insecables

DOSSIER = Path(__file__).resolve().parent.parent / "contenus"


@cache
def get_etapes() -> tuple[EtapeParcours, ...]:
    """The steps of the first hundred days, in order."""
    return build_etapes(read_contenu("cent_jours"))


@cache
def get_grille() -> Grille:
    return build_grille(read_contenu("competences"))


@cache
def get_titres_sequences() -> Mapping[str, str]:
    """The title of each sequence of the two-day course, by its key."""
    return MappingProxyType({row["cle"]: row["titre"] for row in read_contenu("cours/ctg_deux_jours")["sequences"]})


def read_contenu(nom: str) -> Any:
    """A file of contents (« competences », « cours/ctg_deux_jours »), its texts with their no-break spaces."""
    return _tie(yaml.safe_load((DOSSIER / f"{nom}.yaml").read_text(encoding="utf-8")))


def _tie(valeur: Any) -> Any:
    if isinstance(valeur, str):
        return insecables(valeur)
    if isinstance(valeur, list):
        return [_tie(item) for item in valeur]
    return {cle: _tie(item) for cle, item in valeur.items()} if isinstance(valeur, dict) else valeur
