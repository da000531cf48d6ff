"""Where each objective of a programme or of a shipped course is worked."""

from collections.abc import Iterable, Sequence

from convive.formation.rules.objectifs import (
    ObjectifTravaille,
    ObjectifVise,
    SequenceVisee,
    read_objectifs_travailles,
)
from convive.formation.selectors.cours import get_titres_outils
from convive.formation.selectors.questionnaires import get_banque


def list_travailles(objectifs: Iterable[ObjectifVise], sequences: Sequence[SequenceVisee]) -> list[ObjectifTravaille]:
    """No query: the tools and the bank of questions are files."""
    questions = [(row.objectif, row.sequence) for row in get_banque().questions.values() if not row.is_retiree]
    return read_objectifs_travailles(objectifs, sequences, get_titres_outils(), questions)
