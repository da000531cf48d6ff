"""The catalogues of indicators, each read once from its YAML files."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from convive.diagnostic.rules.catalogue import Catalogue, build_catalogue
from convive.diagnostic.rules.coeur import Coeur, build_coeur
from convive.diagnostic.rules.phrases import Moule, Patron
from convive.diagnostic.rules.themes import ThemePortrait, build_themes
from convive.socle.contenus import read_contenu_yaml

FOLDER = files("convive.diagnostic") / "catalogue"


def _read(name: str) -> Any:
    return read_contenu_yaml(FOLDER / name)


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
def get_themes() -> Mapping[str, ThemePortrait]:
    """What the portrait shows of each thématique. Raise CatalogueInvalide when an entry cannot be used."""
    return build_themes(_read("portrait.yaml"), get_coeur())


@cache
def get_patrons() -> tuple[Patron, ...]:
    """How figures are said aloud, in order of preference."""
    return tuple(Patron(**entry | {"moule": Moule(entry["moule"])}) for entry in _read("phrases.yaml"))


@cache
def get_noms_courts() -> Mapping[str, str]:
    """By source, the few words that name it under a figure."""
    courts: dict[str, str] = _read("sources_courtes.yaml")
    return courts


@cache
def get_colonnes() -> dict[str, dict[str, Any]]:
    """By source, `ligne` (the column of the territories) and `colonnes` (where each quantity is read)."""
    colonnes: dict[str, dict[str, Any]] = _read("colonnes.yaml")
    return colonnes
