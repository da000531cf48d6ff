"""Delete data beyond its retention period: one purge after another, each in its own transaction."""

from dataclasses import dataclass

from django.utils import timezone

from convive.comptes.conservation import RegleConservation, get_regles, purges


@dataclass(frozen=True, slots=True)
class LignePurge:
    regle: RegleConservation
    nombre: int


def delete_perimes() -> list[LignePurge]:
    """Run the purge of every rule and return what was deleted, rule by rule. A second run deletes nothing."""
    now, regles = timezone.now(), get_regles()
    return [LignePurge(regles[cle], purge(regles[cle].get_limite(now))) for cle, purge in purges.get_all().items()]
