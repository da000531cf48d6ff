"""The time at which each step of a demi-journée begins. Pure Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from convive.formation.rules.cours import Temps
from convive.formation.rules.formation import Moment

DEBUTS = {Moment.MATIN: time(9, 0), Moment.APRES_MIDI: time(13, 30)}
"""The usual hours of a programme; a session has its own."""
MINUTES_PAR_JOUR = 24 * 60


@dataclass(frozen=True, slots=True)
class TempsDate:
    heure: time
    temps: Temps


def place_temps(debut: time, sequences: Sequence[Sequence[Temps]]) -> list[tuple[TempsDate, ...]]:
    """The steps of each séquence with their start times, one after another."""
    minutes = debut.hour * 60 + debut.minute
    placees = []
    for sequence in sequences:
        dates = []
        for temps in sequence:
            heure, minute = divmod(minutes % MINUTES_PAR_JOUR, 60)
            dates.append(TempsDate(time(heure, minute), temps))
            minutes += temps.minutes
        placees.append(tuple(dates))
    return placees
