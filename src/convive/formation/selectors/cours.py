"""The courses, tools and references that ship with Convive."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from convive.formation.rules.cours import Cours, SequenceCours, build_cours
from convive.formation.rules.references import Reference, build_references
from convive.formation.selectors.contenus import read_contenu
from convive.prise_poste.selectors.contenus import get_outils

COURS = ("ctg_deux_jours",)


@cache
def get_cours(cle: str) -> Cours:
    """A shipped course. Raise KeyError for an unknown one."""
    if cle not in COURS:
        raise KeyError(cle)
    return build_cours(read_contenu(f"cours/{cle}"), get_titres_outils())


def list_cours() -> list[Cours]:
    return [get_cours(cle) for cle in COURS]


@cache
def get_briques() -> Mapping[str, SequenceCours]:
    """« cours.cle » → séquence, for every shipped séquence: what a programme is composed from."""
    return MappingProxyType(
        {f"{cours.cle}.{sequence.cle}": sequence for cours in list_cours() for sequence in cours.sequences}
    )


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
