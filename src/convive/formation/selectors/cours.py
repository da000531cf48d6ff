"""The courses, tools and references that ship with Convive."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

from convive.formation.rules.cours import Cours, SequenceCours, build_cours, resolve_reprises
from convive.formation.rules.references import Reference, build_references
from convive.formation.selectors.contenus import read_contenu
from convive.prise_poste.selectors.contenus import get_outils

COURS = ("ctg_deux_jours", "ctg_un_jour", "ctg_deux_plus_un", "ctg_distance", "ctg_elus")
"""The shipped course, then its variants."""


@cache
def get_cours(cle: str) -> Cours:
    """A shipped course. Raise KeyError for an unknown one."""
    if cle not in COURS:
        raise KeyError(cle)
    return build_cours(read_cours(cle), get_titres_outils())


def read_cours(cle: str) -> Mapping[str, Any]:
    """The file of a course, with what a variant takes from the shipped one."""
    contenu = read_contenu(f"cours/{cle}")
    return contenu if cle == COURS[0] else resolve_reprises(contenu, read_contenu(f"cours/{COURS[0]}"))


def list_cours() -> list[Cours]:
    return [get_cours(cle) for cle in COURS]


@cache
def get_briques() -> Mapping[str, SequenceCours]:
    """« cours.cle » → séquence, for every shipped séquence: what a programme is composed from."""
    return MappingProxyType(
        {f"{cours.cle}.{sequence.cle}": sequence for cours in list_cours_propres() for sequence in cours.sequences}
    )


@cache
def list_cours_propres() -> tuple[Cours, ...]:
    """The courses, each variant with only the séquences that no course before it has."""
    found, vues = [], set[str]()
    for cours in list_cours():
        siennes = [row for row in cours.sequences if row.cle not in vues]
        vues |= {row.cle for row in siennes}
        cles = {row.cle for row in siennes}
        demis = tuple(
            replace(demi, sequences=tuple(cle for cle in demi.sequences if cle in cles)) for demi in cours.demi_journees
        )
        found.append(replace(cours, sequences=tuple(siennes), demi_journees=demis))
    return tuple(found)


@cache
def get_titres_outils() -> Mapping[str, str]:
    """Key → title of each tool that groups fill in."""
    return MappingProxyType({outil.cle: outil.titre for outil in get_outils().values()})


@cache
def get_hotes_officiels() -> tuple[str, ...]:
    """The sites where a rule may be read."""
    return tuple(read_contenu("sources_officielles")["hotes"])


@cache
def get_references_usuelles() -> tuple[Reference, ...]:
    return build_references(read_contenu("references"))
