"""The words that stand for an espace and a type in the index: letters and digits only, like every indexed word.

Nobody types one by chance, and whoever did would still find only what she may open.
"""

from uuid import UUID

SANS_ESPACE = "sansespace0"


def build_cle_espace(espace_uuid: UUID | None) -> str:
    return f"e{espace_uuid.hex}" if espace_uuid else SANS_ESPACE


def build_cle_type(objet_type: str) -> str:
    return f"type0{objet_type.replace('_', '').lower()}"


def build_cles(espace_uuid: UUID | None, objet_type: str) -> str:
    """The keys of one entry, as stored in the index."""
    return f"{build_cle_espace(espace_uuid)} {build_cle_type(objet_type)}"
