"""The acronyms and the terms explained in place, read once from `glossaire.yaml`."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from convive.socle.contenus import read_contenu_yaml

# How an acronym may be written: in capitals, or as a name that everybody says.
ECRITURES = {"Caf": "CAF", "Cnaf": "CNAF", "Paje": "PAJE", "PreParE": "PREPARE"}
GLOSSAIRE_FILE = Path(__file__).with_name("glossaire.yaml")


@dataclass(frozen=True, slots=True)
class Sigle:
    sigle: str
    developpe: str
    definition: str


@cache
def get_glossaire() -> dict[str, Sigle]:
    content = read_contenu_yaml(GLOSSAIRE_FILE)
    return {sigle: Sigle(sigle, entree["developpe"], entree["definition"]) for sigle, entree in content.items()}


def get_sigle(sigle: str) -> Sigle:
    """Raise `KeyError` for an acronym without definition: it is then written in full, or added to the glossary."""
    return get_glossaire()[sigle]


@cache
def get_regle() -> re.Pattern[str]:
    """An acronym in capitals, a name that everybody says, or a term of several words, whatever stands between them."""
    termes = (r"\s+".join(sigle.split()) for sigle in get_glossaire() if sigle.islower())
    return re.compile(rf"\b(?:[A-Z]{{2,6}}|{'|'.join((*ECRITURES, *termes))})\b")


def list_sigles(html: str) -> list[tuple[str, Sigle]]:
    """The acronyms and the terms of a page as they are written there, each once, in the order of the alphabet."""
    glossaire = get_glossaire()
    mots = sorted({" ".join(mot.split()) for mot in get_regle().findall(html)})
    lus = {ECRITURES.get(mot, mot): mot for mot in mots}
    return [
        (mot, glossaire[sigle])
        for sigle, mot in sorted(lus.items(), key=lambda lu: lu[0].casefold())
        if sigle in glossaire
    ]
