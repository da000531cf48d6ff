"""The signed key in the QR code, on a wall or a tablet, that opens the list of a demi-journée while signing is open."""

from uuid import UUID

from convive.espaces.cles.signee import build_cle_signee, read_cle_signee
from convive.formation.models import DemiJournee

USAGE = "formation.emargement"


def build_cle(demi_journee: DemiJournee) -> str:
    return build_cle_signee(USAGE, demi_journee.pk)


def read_cle(cle: str) -> UUID | None:
    """The UUID of the demi-journée of a key; None if this installation did not sign it."""
    return read_cle_signee(USAGE, cle)
