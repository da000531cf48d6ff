"""The acronyms explained in place, read once from `glossaire.yaml`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

GLOSSAIRE_FILE = Path(__file__).with_name("glossaire.yaml")


@dataclass(frozen=True, slots=True)
class Sigle:
    sigle: str
    developpe: str
    definition: str


@cache
def get_glossaire() -> dict[str, Sigle]:
    content = yaml.safe_load(GLOSSAIRE_FILE.read_text(encoding="utf-8"))
    return {sigle: Sigle(sigle, entree["developpe"], entree["definition"]) for sigle, entree in content.items()}


def get_sigle(sigle: str) -> Sigle:
    """Raise `KeyError` for an acronym without definition: it is then written in full, or added to the glossary."""
    return get_glossaire()[sigle]
