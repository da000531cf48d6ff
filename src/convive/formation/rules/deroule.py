"""At what time each step of a half-day begins. Pure Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from convive.formation.rules.cours import Temps
from convive.formation.rules.formation import Moment

DEBUTS = {Moment.MATIN: time(9, 0), Moment.APRES_MIDI: time(13, 30)}
"""The usual hours; each group has its own, that its dates say."""
MINUTES_PAR_JOUR = 24 * 60


@dataclass(frozen=True, slots=True)
class TempsDate:
    heure: time
    temps: Temps


def place_temps(moment: Moment, sequences: Sequence[Sequence[Temps]]) -> tuple[time, list[tuple[TempsDate, ...]]]:
    """The first hour, then the steps of each sequence with theirs, one after the other."""
    debut = DEBUTS[moment]
    minutes = debut.hour * 60 + debut.minute
    placees = []
    for sequence in sequences:
        dates = []
        for temps in sequence:
            heure, minute = divmod(minutes % MINUTES_PAR_JOUR, 60)
            dates.append(TempsDate(time(heure, minute), temps))
            minutes += temps.minutes
        placees.append(tuple(dates))
    return debut, placees
