"""Making groups and assigning roles; the caller provides the random generator. Pure Python."""

from collections.abc import Sequence
from math import ceil
from random import Random

from convive.formation.rules.ateliers import CHARGEE, OBSERVATEUR

MAX_GROUPES = 12
TAILLE_USUELLE = 4


def suggest_nombre(personnes: int, taille: int = TAILLE_USUELLE) -> int:
    """How many groups of about `taille` people: at least one, at most MAX_GROUPES."""
    return min(MAX_GROUPES, max(1, ceil(personnes / max(1, taille))))


def build_groupes[P](personnes: Sequence[P], nombre: int, hasard: Random) -> list[list[P]]:
    """Random groups whose sizes differ by at most one, with everyone in one of them."""
    melange = list(personnes)
    hasard.shuffle(melange)
    return [melange[rang::nombre] for rang in range(nombre)]


def build_roles[P](personnes: Sequence[P], roles: Sequence[str], hasard: Random) -> list[tuple[P, str]]:
    """A random role for each person; the chargé·e is always played, and remaining people observe."""
    melange = list(personnes)
    hasard.shuffle(melange)
    ordre = sorted(roles, key=lambda role: role != CHARGEE)
    return [(qui, ordre[rang] if rang < len(ordre) else OBSERVATEUR) for rang, qui in enumerate(melange)]
