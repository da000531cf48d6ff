"""Parsing of UUIDs that came from a browser. Pure Python."""

from collections.abc import Iterable
from uuid import UUID


def parse_uuid(texte: str) -> UUID | None:
    """The UUID written in a text, which may have been forged; None when it is not a UUID."""
    try:
        return UUID(texte)
    except ValueError:
        return None


def parse_uuids(textes: Iterable[str]) -> frozenset[UUID]:
    """The UUIDs among the values of ticked boxes; anything else is left out."""
    return frozenset(identifier for texte in textes if (identifier := parse_uuid(texte)))
