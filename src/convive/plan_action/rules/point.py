"""Once a quarter, a pilote says where her actions are: when it is asked, when it is recalled. Pure Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from convive.socle.formats import ordinal

MAX_FICHES = 8
"""More actions than one answers on a phone; the others wait for the next link."""
CLE_DEMANDE = "demande_point"
FAIRE_LE_POINT = "faire_le_point"


@dataclass(frozen=True, slots=True)
class Saisie:
    """What a pilote says of one action. `etapes` are those that she says are done."""

    fait: str = ""
    changement: str = ""
    ajustement: str = ""
    meteo: str = ""
    phrase: str = ""
    etapes: tuple[str, ...] = ()

    @property
    def is_vide(self) -> bool:
        return self == Saisie()


def get_debut_trimestre(jour: date) -> date:
    return date(jour.year, 3 * ((jour.month - 1) // 3) + 1, 1)


def format_trimestre(debut: date) -> str:
    """« 4e trimestre 2026 »."""
    return f"{ordinal((debut.month + 2) // 3)} trimestre {debut.year}"


def is_a_relancer(
    *, envoyee_le: date, relances: int, relancee_le: date | None, today: date, delais: Sequence[int]
) -> bool:
    """Whether a reminder is due: `delais` are in days from the first message, one reminder each, and one a day."""
    if relances >= len(delais) or relancee_le == today:
        return False
    return today >= envoyee_le + timedelta(days=delais[relances])


def build_note(saisie: Saisie) -> str:
    """The three answers as a note of follow-up; empty when none was written."""
    parts = (
        ("Ce qui a été fait", saisie.fait),
        ("Ce que ça change", saisie.changement),
        ("Ce qu’on ajuste", saisie.ajustement),
    )
    return "\n\n".join(f"{titre}\u00a0: {texte}" for titre, texte in parts if texte)
