"""The code that leads from a wall to the list of a séance: signed, of use while the séance lasts."""

from uuid import UUID

from convive.espaces.cles.signee import build_cle_signee, read_cle_signee
from convive.gouvernance.models import Seance

USAGE = "gouvernance.emargement"


def build_cle(seance: Seance) -> str:
    return build_cle_signee(USAGE, seance.pk)


def read_cle(cle: str) -> UUID | None:
    """The séance of a key; None for a key that this installation did not sign."""
    return read_cle_signee(USAGE, cle)
