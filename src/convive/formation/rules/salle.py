"""What is projected in the room: when the wall takes questions, how many answers may be shown. Pure Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from convive.formation.rules.questionnaires import SEUIL_PERSONNES

MAX_QUESTION, MAX_QUESTIONS = 240, 60


def is_mur_ouvert(date_debut: date | None, date_fin: date | None, today: date) -> bool:
    """Whether stagiaires may write on the wall: from the first day to the last."""
    return date_debut is not None and date_debut <= today <= (date_fin or date_debut)


def count_montrees(terminees: int) -> int:
    """How many of the finished answers may be in the totals. They come in threes: if a total moved with each person,
    the difference between two looks would tell what that person answered."""
    return terminees - terminees % SEUIL_PERSONNES


@dataclass(frozen=True, slots=True)
class LigneResultat:
    """`justes` out of `total` people gave the right answer."""

    question: str
    justes: int
    total: int

    @property
    def pourcentage(self) -> int:
        return round(100 * self.justes / self.total)


@dataclass(frozen=True, slots=True)
class ResultatsSalle:
    """`montrees` of `terminees` tests are counted; the lines are empty while there are fewer than three."""

    terminees: int
    attendues: int
    montrees: int
    lignes: tuple[LigneResultat, ...]


def add_resultats(tests: Sequence[Sequence[tuple[str, bool]]], attendues: int) -> ResultatsSalle:
    """The totals by question of the first tests finished; each test is its questions, right or wrong."""
    montrees = count_montrees(len(tests))
    justes: dict[str, list[bool]] = {}
    for lignes in tests[:montrees]:
        for question, is_juste in lignes:
            justes.setdefault(question, []).append(is_juste)
    return ResultatsSalle(
        len(tests),
        attendues,
        montrees,
        tuple(
            LigneResultat(question, sum(dites), len(dites))
            for question, dites in justes.items()
            if len(dites) >= SEUIL_PERSONNES
        ),
    )
