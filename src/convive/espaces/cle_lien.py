"""The key that a magic link carries: which link, a secret, a signature. Nothing of it can be guessed or altered.

The signature refuses a forged key before the database is asked; the secret, of which only the print is kept, refuses
a key that someone who reads the database would make.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.core.signing import BadSignature, Signer

from convive.espaces.rules import OCTETS_CLE, compute_empreinte, parse_uuid

MAX_CLE_LIEN = 300


@dataclass(frozen=True, slots=True)
class CleLien:
    """`texte` leaves by e-mail and is never kept; `empreinte` is what the database holds."""

    texte: str
    empreinte: str


def _get_signer() -> Signer:
    return Signer(salt="convive.espaces.lien", sep=".")


def build_cle_lien(uuid: UUID) -> CleLien:
    secret = secrets.token_urlsafe(OCTETS_CLE)
    return CleLien(_get_signer().sign(f"{uuid.hex}.{secret}"), compute_empreinte(secret))


def read_cle_lien(texte: str) -> tuple[UUID, str] | None:
    """The identifier and the print of the secret; None for a key that this installation did not sign."""
    if len(texte) > MAX_CLE_LIEN:
        return None
    try:
        identifiant, _, secret = _get_signer().unsign(texte).partition(".")
    except BadSignature:
        return None
    uuid = parse_uuid(identifiant)
    return (uuid, compute_empreinte(secret)) if uuid else None
