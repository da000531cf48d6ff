"""The materials of the activities of the course, read once."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from convive.formation.rules.materiels import Materiel, build_materiels
from convive.formation.selectors.contenus import read_contenu


@cache
def get_materiels() -> Mapping[str, Materiel]:
    """Key → material, in the order of the course."""
    return MappingProxyType({row.cle: row for row in build_materiels(read_contenu("materiels"))})


def list_materiels(sequence: str) -> tuple[Materiel, ...]:
    """The materials of a séquence, from its key in a programme: the second copy of « S7 » is « S7_2 »."""
    origine = sequence.partition("_")[0]
    return tuple(row for row in get_materiels().values() if row.sequence == origine)
