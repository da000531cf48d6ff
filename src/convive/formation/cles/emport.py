"""What proves that a form which writes in one’s own espace was shown to this very person.

The pages of a trainee are read without a cookie, so the usual check of forms does not run there; the one gesture that
acts in the name of an account asks for this.
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
