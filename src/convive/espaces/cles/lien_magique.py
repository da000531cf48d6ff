"""The key that a magic link or a calendar carries: which one, a secret, a signature. Nothing of it can be guessed or
altered.

The signature refuses a forged key before the database is asked; the secret, of which only the print is kept, refuses
a key that someone who reads the database would make.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.core.signing import BadSignature, Signer

from convive.espaces.rules import OCTETS_CLE, compute_empreinte
from convive.socle.uuids import parse_uuid

MAX_CLE_LIEN = 300


@dataclass(frozen=True, slots=True)
class CleLien:
    """`texte` leaves by e-mail and is never kept; `empreinte` is what the database holds."""

    texte: str
    empreinte: str


LIEN, AGENDA = "lien", "agenda"


def _get_signer(usage: str) -> Signer:
    """A key signed for one use is nothing for the other."""
    return Signer(salt=f"convive.espaces.{usage}", sep=".")


def build_cle_lien(uuid: UUID, usage: str = LIEN) -> CleLien:
    secret = secrets.token_urlsafe(OCTETS_CLE)
    return CleLien(_get_signer(usage).sign(f"{uuid.hex}.{secret}"), compute_empreinte(secret))


def read_cle_lien(texte: str, usage: str = LIEN) -> tuple[UUID, str] | None:
    """The identifier and the print of the secret; None for a key that this installation did not sign."""
    if len(texte) > MAX_CLE_LIEN:
        return None
    try:
        identifiant, _, secret = _get_signer(usage).unsign(texte).partition(".")
    except BadSignature:
        return None
    uuid = parse_uuid(identifiant)
    return (uuid, compute_empreinte(secret)) if uuid else None
