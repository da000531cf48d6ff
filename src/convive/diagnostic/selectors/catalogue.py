"""The catalogues of indicators, each read once from its YAML files."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from convive.diagnostic.rules.catalogue import Catalogue, build_catalogue
from convive.diagnostic.rules.coeur import Coeur, build_coeur

FOLDER = files("convive.diagnostic") / "catalogue"


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


@cache
def get_catalogue() -> Catalogue:
    """The indicators of the portrait. Raise CatalogueInvalide when an entry cannot be used."""
    return build_catalogue(_read("themes.yaml"), _read("indicateurs.yaml"), _read("parametres.yaml"))


@cache
def get_coeur() -> Coeur:
    """The core indicators of a CTG, one file by thématique. Raise CatalogueInvalide when an entry cannot be used."""
    thematiques = _read("coeur/thematiques.yaml")
    entries = {entry["identifiant"]: _read(f"coeur/{entry['identifiant']}.yaml") for entry in thematiques}
    return build_coeur(thematiques, entries, _read("coeur/attendues.yaml"), get_catalogue())


@cache
def get_colonnes() -> dict[str, dict[str, Any]]:
    """By source, `ligne` (the column of the territories) and `colonnes` (where each quantity is read)."""
    colonnes: dict[str, dict[str, Any]] = _read("colonnes.yaml")
    return colonnes
