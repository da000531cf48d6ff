"""The schedule of a programme or of a session: each step with its time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from django.utils.dateformat import format, time_format

from convive.formation.models import DemiJournee, SequenceProgramme, SessionFormation
from convive.formation.rules.cours import PAGES, Apport, StatutApport, Temps
from convive.formation.rules.deroule import DEBUTS, TempsDate, place_temps
from convive.formation.rules.materiels import Materiel
from convive.formation.rules.programme import say_duree, split_demi_journees
from convive.formation.selectors.cours import get_titres_outils
from convive.formation.selectors.materiels import list_materiels
from convive.formation.selectors.session import list_sequences
from convive.socle.formats import date_longue

HEURE = "G\u00a0\\h\u00a0i"


@dataclass(frozen=True, slots=True)
class SequenceLue:
    """`outil` is the title of the tool, `pages` the names of pages of Convive, `materiels` what its activities lay on
    the table."""

    sequence: SequenceProgramme
    temps: tuple[TempsDate, ...]
    apports: tuple[Apport, ...]
    outil: str
    pages: tuple[str, ...]
    materiels: tuple[Materiel, ...]


@dataclass(frozen=True, slots=True)
class DemiJourneeDeroulee:
    """`ancre` is unique on the page; `phrase` says how the planned minutes fill the demi-journée."""

    ancre: str
    titre: str
    phrase: str
    sequences: tuple[SequenceLue, ...]


def build_deroule(sequences: Sequence[SequenceProgramme]) -> list[DemiJourneeDeroulee]:
    """The schedule of a programme by demi-journée, each starting at the usual time."""
    outils = get_titres_outils()
    return [
        DemiJourneeDeroulee(
            f"j{demi.jour}-{demi.moment}", demi.nom, demi.phrase, _read(DEBUTS[demi.moment], demi.sequences, outils)
        )
        for demi in split_demi_journees(sequences)
    ]


def build_deroule_session(
    session: SessionFormation,
) -> tuple[list[DemiJourneeDeroulee], list[str]]:
    """The schedule at the hours of the session's own demi-journées, and the titles of séquences that are in none of
    them. Two queries."""
    sequences, demi_journees = list(list_sequences(session)), list(DemiJournee.objects.filter(session=session))
    outils, par_cle = get_titres_outils(), {row.cle: row for row in sequences}
    deroulees = []
    for demi in demi_journees:
        siennes = tuple(row for cle in demi.sequences if (row := par_cle.get(cle)))
        minutes, pause = sum(row.minutes for row in siennes), sum(row.minutes_pause for row in siennes)
        deroulees.append(
            DemiJourneeDeroulee(
                f"j{demi.date:%Y%m%d}-{demi.moment}",
                f"{format(demi.date, 'l').capitalize()} {date_longue(demi.date)}, {demi.get_moment_display().lower()}",
                f"de {time_format(demi.debut, HEURE)} à {time_format(demi.fin, HEURE)}\u00a0: "
                + say_duree(minutes, pause, demi.minutes),
                _read(demi.debut, siennes, outils),
            )
        )
    placees = {cle for demi in demi_journees for cle in demi.sequences}
    return deroulees, [row.titre for row in sequences if row.cle not in placees]


def _read(debut: time, sequences: Sequence[SequenceProgramme], outils: Mapping[str, str]) -> tuple[SequenceLue, ...]:
    places = place_temps(debut, [[_read_temps(row) for row in sequence.deroule] for sequence in sequences])
    return tuple(
        SequenceLue(
            sequence,
            temps,
            tuple(read_apport(row) for row in sequence.apports),
            outils.get(sequence.outil, ""),
            tuple(PAGES[cle] for cle in sequence.pages if cle in PAGES),
            list_materiels(sequence.cle),
        )
        for sequence, temps in zip(sequences, places, strict=True)
    )


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
