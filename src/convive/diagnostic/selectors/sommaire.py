"""The usual table of contents and the documents that a diagnosis makes, read once from their YAML files."""

from datetime import date
from functools import cache
from typing import Any

from convive.diagnostic.rules.sommaire import ModeleChapitre, Variante, build_sommaire, build_variantes
from convive.diagnostic.selectors.catalogue import FOLDER
from convive.socle.contenus import read_contenu_yaml


@cache
def _read(nom: str) -> list[dict[str, Any]]:
    lignes: list[dict[str, Any]] = read_contenu_yaml(FOLDER / nom)
    return lignes


def get_sommaire(jour: date) -> tuple[ModeleChapitre, ...]:
    """Raise SommaireInvalide when the file cannot be used."""
    return build_sommaire(_read("sommaire.yaml"), jour)


def get_aides(jour: date) -> dict[str, str]:
    """What one writes in a chapter, by key."""
    return {modele.cle: modele.aide for modele in get_sommaire(jour)}


def get_phrases_vides(jour: date) -> dict[str, str]:
    """What a chapter without a figure or a word says of itself, by key."""
    return {modele.cle: f"À écrire\u00a0: {modele.aide} {modele.quand_vide}" for modele in get_sommaire(jour)}


@cache
def get_variantes() -> dict[str, Variante]:
    """By key, in the order of the file."""
    return {variante.cle: variante for variante in build_variantes(_read("variantes.yaml"))}
