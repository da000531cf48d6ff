"""The results of a session, as numbers with their denominators. Pure Python."""

from dataclasses import dataclass

from convive.socle.formats import pourcentage


@dataclass(frozen=True, slots=True)
class Part:
    """`nombre` out of `total`. The percentage is only shown for enough people, the numbers always."""

    libelle: str
    nombre: int
    total: int
    limite: str = ""

    @property
    def taux(self) -> str:
        """« 75 % »; empty for fewer than MIN_TAUX people, for whom a rate means little."""
        return pourcentage(100 * self.nombre / self.total, 0) if self.total >= MIN_TAUX else ""


MIN_TAUX = 5
"""With fewer people, no rate is shown."""
