"""A key that names one object, signed for one use: what a code on a wall holds. It lasts as long as its object lets
it; a key of which each one is revoked apart is a `cle_lien`."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

from convive.socle.uuids import parse_uuid

MAX_CLE = 200


def _get_signer(usage: str) -> Signer:
    return Signer(salt=f"convive.{usage}", sep=".")


def build_cle_signee(usage: str, uuid: UUID) -> str:
    """`usage` is « package.what »: a key signed for one use is nothing for another."""
    return _get_signer(usage).sign(uuid.hex)


def read_cle_signee(usage: str, cle: str) -> UUID | None:
    """None for a key that this installation did not sign for this use."""
    if len(cle) > MAX_CLE:
        return None
    try:
        return parse_uuid(_get_signer(usage).unsign(cle))
    except BadSignature:
        return None
