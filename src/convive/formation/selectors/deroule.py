"""The run sheet of a programme: each step at its clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from convive.formation.models import SequenceProgramme
from convive.formation.rules.cours import PAGES, Apport, StatutApport, Temps
from convive.formation.rules.deroule import TempsDate, place_temps
from convive.formation.rules.programme import DemiJourneeLue, split_demi_journees
from convive.formation.selectors.cours import get_titres_outils
from convive.socle.formats import duree_minutes


@dataclass(frozen=True, slots=True)
class SequenceLue:
    """`outil` is the title of the tool, `pages` the names of the pages of Convive."""

    sequence: SequenceProgramme
    temps: tuple[TempsDate, ...]
    apports: tuple[Apport, ...]
    outil: str
    pages: tuple[str, ...]

    @property
    def duree(self) -> str:
        return duree_minutes(self.sequence.minutes)


@dataclass(frozen=True, slots=True)
class DemiJourneeDeroulee:
    demi: DemiJourneeLue[SequenceProgramme]
    debut: time
    sequences: tuple[SequenceLue, ...]


def build_deroule(sequences: Sequence[SequenceProgramme]) -> list[DemiJourneeDeroulee]:
    """Half-day by half-day, each from its usual hour."""
    outils, deroulees = get_titres_outils(), []
    for demi in split_demi_journees(sequences):
        durees = [[_read_temps(row) for row in sequence.deroule] for sequence in demi.sequences]
        debut, places = place_temps(demi.moment, durees)
        lues = tuple(
            SequenceLue(
                sequence,
                temps,
                tuple(read_apport(row) for row in sequence.apports),
                outils.get(sequence.outil, ""),
                tuple(PAGES[cle] for cle in sequence.pages if cle in PAGES),
            )
            for sequence, temps in zip(demi.sequences, places, strict=True)
        )
        deroulees.append(DemiJourneeDeroulee(demi, debut, lues))
    return deroulees


def read_apport(row: dict[str, object]) -> Apport:
    sources = row["sources"]
    return Apport(
        str(row["titre"]),
        StatutApport(str(row["statut"])),
        str(row["texte"]),
        tuple(str(source) for source in sources) if isinstance(sources, list) else (),
    )


def _read_temps(row: dict[str, object]) -> Temps:
    return Temps(int(str(row["minutes"])), str(row["titre"]), str(row["methode"]), str(row["consigne"]))
