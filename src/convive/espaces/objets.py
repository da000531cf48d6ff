"""The espace of an object, for the packages that declare theirs by hand."""

from typing import Any
from uuid import UUID


def get_espace_uuid(objet: Any) -> UUID:
    """The espace of a row that has the field `espace`."""
    espace_uuid: UUID = objet.espace_id
    return espace_uuid
