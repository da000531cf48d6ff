"""The words by which people write a plan: data, read once. Each file says what it holds."""

from functools import cache
from pathlib import Path

from convive.socle.contenus import read_contenu_yaml


@cache
def read_mots(nom: str) -> dict[str, str]:
    """Each key and its words, as they stand in the file of that name."""
    lus: dict[str, str] = read_contenu_yaml(Path(__file__).parent / f"{nom}.yaml")
    return lus


@cache
def read_listes(nom: str) -> dict[str, tuple[str, ...]]:
    """Each key and its words, which commas part in the file of that name."""
    return {cle: tuple(mot.strip() for mot in mots.split(",")) for cle, mots in read_mots(nom).items()}
