"""Identifiers as someone typed or forged them. Pure Python."""

from collections.abc import Iterable
from uuid import UUID


def parse_uuid(texte: str) -> UUID | None:
    """An identifier typed or forged by someone; None when it is not one."""
    try:
        return UUID(texte)
    except ValueError:
        return None


def parse_uuids(textes: Iterable[str]) -> frozenset[UUID]:
    """The identifiers among boxes ticked; what is not one is left out."""
    return frozenset(identifier for texte in textes if (identifier := parse_uuid(texte)))
