"""A token which proves that a form that writes in one’s own espace was shown to this same person.

The pages of a stagiaire use no cookie, so they have no CSRF protection; the only action there that uses a logged-in
compte requires this token instead.
"""

from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner

from convive.comptes.models import Compte

DUREE = timedelta(hours=12)


def _get_signer() -> TimestampSigner:
    return TimestampSigner(salt="convive.formation.emport")


def build_jeton(compte: Compte, atelier_uuid: UUID) -> str:
    return _get_signer().sign(f"{compte.pk.hex}.{atelier_uuid.hex}")


def is_jeton_valide(jeton: str, compte: Compte, atelier_uuid: UUID) -> bool:
    try:
        return _get_signer().unsign(jeton, max_age=DUREE) == f"{compte.pk.hex}.{atelier_uuid.hex}"
    except BadSignature:
        return False
