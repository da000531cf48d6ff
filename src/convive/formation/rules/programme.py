"""How the séquences of a programme fill its demi-journées, and what its sheet still lacks. Pure Python."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from convive.formation.rules.cours import MINUTES_DEMI_JOURNEE, Objectif
from convive.formation.rules.formation import Moment
from convive.socle.formats import duree_minutes

MAX_JOURS = 5
MAX_SEQUENCES = 24
MAX_OBJECTIFS = 8
MAX_PROGRAMMES = 200
FICHE = {
    "public": "le public",
    "prerequis": "les prérequis",
    "tarif": "le tarif",
    "effectif_max": "l’effectif",
    "delais_acces": "les délais d’accès",
    "accessibilite": "l’accessibilité aux personnes en situation de handicap",
    "modalites_inscription": "comment s’inscrire",
    "methodes": "les méthodes",
    "evaluation": "les modalités d’évaluation",
}
"""What the public sheet of a training must say: indicator 1 of the référentiel national qualité."""

_OBJECTIF = re.compile(r"^(?:(\w{1,10})\.|-) (.*)$")


def write_objectifs(objectifs: Iterable[Objectif]) -> str:
    """The objectifs as a text; each one is « O1. verbe », what follows it, how it shows, and a blank line. A new one
    begins with « - »."""
    return "\n\n".join(
        f"{f'{row.cle}.' if row.cle else '-'} {row.verbe}\n{row.texte}\n{row.critere}" for row in objectifs
    )


def read_objectifs(texte: str) -> list[Objectif]:
    """Parse what `write_objectifs` wrote. A key that comes twice is that of the first."""
    rows: list[Objectif] = []
    for bloc in re.split(r"\n\s*\n", texte.strip()):
        tete, _, reste = bloc.partition("\n")
        found = _OBJECTIF.match(tete)
        cle, verbe = (found[1] or "", found[2]) if found else ("", tete)
        suite, _, critere = reste.partition("\n")
        if any(row.cle == cle for row in rows):
            cle = ""
        rows.append(Objectif(cle, verbe, suite, " ".join(critere.split("\n"))))
    return [row for row in rows if row.verbe or row.texte]


class SequencePlacee(Protocol):
    """`jour` counts from 1, `moment` is a value of Moment. A protocol, because model fields have looser types."""

    @property
    def jour(self) -> Any: ...
    @property
    def moment(self) -> Any: ...
    @property
    def minutes(self) -> int: ...
    @property
    def minutes_pause(self) -> int: ...


@dataclass(frozen=True, slots=True)
class DemiJourneeLue[S: SequencePlacee]:
    jour: int
    moment: Moment
    sequences: tuple[S, ...] = field(default=())

    @property
    def nom(self) -> str:
        return f"Jour {self.jour}, {self.moment.libelle.lower()}"

    @property
    def minutes(self) -> int:
        return sum(sequence.minutes for sequence in self.sequences)

    @property
    def minutes_pause(self) -> int:
        return sum(sequence.minutes_pause for sequence in self.sequences)

    @property
    def is_juste(self) -> bool:
        """Whether it is full, with a break in it."""
        return self.minutes == MINUTES_DEMI_JOURNEE and self.minutes_pause > 0

    @property
    def phrase(self) -> str:
        return say_duree(self.minutes, self.minutes_pause, MINUTES_DEMI_JOURNEE)


def say_duree(minutes: int, pause: int, prevues: int) -> str:
    """A phrase that says how the planned minutes fill a demi-journée, its breaks apart."""
    travail = f"{duree_minutes(minutes - pause)} de travail"
    phrase = f"{travail} et {duree_minutes(pause)} de pause" if pause else travail
    ecart = minutes - prevues
    if ecart < 0:
        return f"{phrase}, {duree_minutes(-ecart)} encore libres"
    sans = "" if pause else ", sans pause"
    return f"{phrase}{sans}, {duree_minutes(ecart)} de trop" if ecart else f"{phrase}{sans}"


def split_demi_journees[S: SequencePlacee](sequences: Iterable[S]) -> list[DemiJourneeLue[S]]:
    """The demi-journées from the first one to the last one with a séquence, including empty ones in between."""
    rows = list(sequences)
    if not rows:
        return []
    places: dict[tuple[int, str], list[S]] = {}
    for row in rows:
        places.setdefault((row.jour, row.moment), []).append(row)
    # A wrong day far ahead must not create a thousand empty demi-journées.
    jours = sorted({*range(1, min(max(row.jour for row in rows), MAX_JOURS) + 1), *(row.jour for row in rows)})
    toutes = [DemiJourneeLue(jour, m, tuple(places.get((jour, m.value), ()))) for jour in jours for m in Moment]
    while not toutes[-1].sequences:
        toutes.pop()
    return toutes


def list_manques(fiche: Mapping[str, Any]) -> list[str]:
    """What the sheet still lacks, in French."""
    return [libelle for champ, libelle in FICHE.items() if not fiche.get(champ)]


def list_obstacles(objectifs: Sequence[Any], sequences: Sequence[Any]) -> list[str]:
    """Why a programme cannot be published yet: it needs at least objectifs and séquences."""
    obstacles = []
    if not objectifs:
        obstacles.append("Écrivez au moins un objectif\u00a0: un verbe, et à quoi l’on verra qu’il est atteint.")
    if not sequences:
        obstacles.append("Placez au moins une séquence.")
    elif not any(sequence.minutes for sequence in sequences):
        obstacles.append("Donnez une durée aux temps d’une séquence.")
    return obstacles
