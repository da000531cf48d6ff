"""Short codes for the addresses of the course: what a sheet of paper carries instead of a long link. Pure Python."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from convive.prise_poste.rules.contenus import ContenuInvalide

CODE = re.compile(r"[a-z][a-z0-9-]{1,13}")


@dataclass(frozen=True, slots=True)
class AdresseCourte:
    """`code` is what one types, `url` the only page that it opens."""

    code: str
    titre: str
    url: str


@dataclass(frozen=True, slots=True)
class AdressesCourtes:
    by_code: Mapping[str, AdresseCourte]
    by_url: Mapping[str, AdresseCourte]


def build_adresses(contenu: Mapping[str, Any]) -> AdressesCourtes:
    """Raise ContenuInvalide for a code that nobody could type, one that opens two pages, a page that has two codes."""
    adresses = [AdresseCourte(**row) for row in contenu["adresses"]]
    for adresse in adresses:
        if not CODE.fullmatch(adresse.code):
            raise ContenuInvalide(f"«\u00a0{adresse.code}\u00a0» n’est pas un code que l’on recopie.")
        if not adresse.titre or not adresse.url.startswith("https://"):
            raise ContenuInvalide(f"{adresse.code}\u00a0: il manque un titre, ou une adresse en https.")
    by_code, by_url = {row.code: row for row in adresses}, {row.url: row for row in adresses}
    if len(by_code) != len(adresses) or len(by_url) != len(adresses):
        raise ContenuInvalide("Deux fois le même code, ou la même adresse.")
    return AdressesCourtes(by_code, by_url)
