"""The code that leads from a wall, or a tablet, to the list of a half-day: signed, of use while one may sign."""

from uuid import UUID

from convive.espaces.cles.signee import build_cle_signee, read_cle_signee
from convive.formation.models import DemiJournee

USAGE = "formation.emargement"


def build_cle(demi_journee: DemiJournee) -> str:
    return build_cle_signee(USAGE, demi_journee.pk)


def read_cle(cle: str) -> UUID | None:
    """The half-day of a key; None for a key that this installation did not sign."""
    return read_cle_signee(USAGE, cle)
