"""What a session gave, in numbers that keep their denominators. Pure Python."""

from dataclasses import dataclass

from convive.socle.formats import pourcentage


@dataclass(frozen=True, slots=True)
class Part:
    """`nombre` of `total`. A share is said only over enough people; the numbers always are."""

    libelle: str
    nombre: int
    total: int
    limite: str = ""

    @property
    def taux(self) -> str:
        """« 75 % »; empty over fewer than MIN_TAUX people, of whom a rate says little."""
        return pourcentage(100 * self.nombre / self.total, 0) if self.total >= MIN_TAUX else ""


MIN_TAUX = 5
