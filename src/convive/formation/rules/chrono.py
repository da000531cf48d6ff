"""The clock of an atelier: started, paused and resumed by the trainer; `now` is an argument. Pure Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from convive.formation.rules.ateliers import FaitNouveau, Temps

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Chrono:
    """`secondes` were counted up to the last pause; `depart` is when it was last started, None while it is paused."""

    secondes: int = 0
    depart: datetime | None = None

    @property
    def is_lance(self) -> bool:
        """Whether it was ever started."""
        return self.depart is not None or self.secondes > 0

    @property
    def is_en_marche(self) -> bool:
        return self.depart is not None

    def compute_ecoule(self, now: datetime) -> int:
        """Whole seconds counted so far; never less than before the last start, even if the system clock went back."""
        if self.depart is None:
            return self.secondes
        return self.secondes + max(0, int((now - self.depart).total_seconds()))

    def start(self, now: datetime) -> "Chrono":
        """Start the clock; no effect if it is already running."""
        return self if self.is_en_marche else Chrono(self.secondes, now)

    def stop(self, now: datetime) -> "Chrono":
        return Chrono(self.compute_ecoule(now))


@dataclass(frozen=True, slots=True)
class Etape:
    """A step: its bounds in seconds from the start, and where the clock is in it."""

    nom: str
    debut: int
    fin: int
    is_courante: bool
    is_passee: bool

    @property
    def minutes(self) -> int:
        return (self.fin - self.debut) // MINUTE


@dataclass(frozen=True, slots=True)
class Minuteur:
    """What a page shows of the clock: `reste` seconds left in the current step, 0 after the end."""

    ecoule: int
    is_lance: bool
    is_en_marche: bool
    etapes: tuple[Etape, ...]

    @property
    def courante(self) -> Etape | None:
        return next((etape for etape in self.etapes if etape.is_courante), None)

    @property
    def reste(self) -> int:
        return self.courante.fin - self.ecoule if self.courante else 0

    @property
    def reste_minutes(self) -> int:
        """Rounded up: « encore 1 min » until the last second."""
        return -(-self.reste // MINUTE)

    @property
    def is_fini(self) -> bool:
        return self.is_lance and self.courante is None


def read_minuteur(chrono: Chrono, temps: Sequence[Temps], now: datetime) -> Minuteur:
    ecoule, etapes, debut = chrono.compute_ecoule(now), [], 0
    for part in temps:
        fin = debut + part.minutes * MINUTE
        is_courante = chrono.is_lance and debut <= ecoule < fin
        etapes.append(Etape(part.nom, debut, fin, is_courante, chrono.is_lance and ecoule >= fin))
        debut = fin
    return Minuteur(ecoule, chrono.is_lance, chrono.is_en_marche, tuple(etapes))


def is_fait_connu(fait: FaitNouveau | None, chrono: Chrono, now: datetime) -> bool:
    """Whether the fact is revealed: true once the clock has passed its minute."""
    return fait is not None and chrono.compute_ecoule(now) >= fait.minute * MINUTE
