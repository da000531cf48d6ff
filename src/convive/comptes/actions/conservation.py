"""Delete what is kept no longer: one purge after the other, each in its own transaction."""

from dataclasses import dataclass

from django.utils import timezone

from convive.comptes.conservation import RegleConservation, get_regles, purges


@dataclass(frozen=True, slots=True)
class LignePurge:
    regle: RegleConservation
    nombre: int


def delete_perimes() -> list[LignePurge]:
    """Run every purge against its rule; what was deleted, rule by rule. A second run finds nothing."""
    now, regles = timezone.now(), get_regles()
    return [LignePurge(regles[cle], purge(regles[cle].get_limite(now))) for cle, purge in purges.get_all().items()]
