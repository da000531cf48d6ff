"""The words by which the index knows an espace and a type: letters and digits only, as every word of the index.

Nobody types them by chance, and whoever does finds only what she may open.
"""

from uuid import UUID

SANS_ESPACE = "sansespace0"


def build_cle_espace(espace_uuid: UUID | None) -> str:
    return f"e{espace_uuid.hex}" if espace_uuid else SANS_ESPACE


def build_cle_type(objet_type: str) -> str:
    return f"type0{objet_type.replace('_', '').lower()}"


def build_cles(espace_uuid: UUID | None, objet_type: str) -> str:
    """The keys of one entry, as the index keeps them."""
    return f"{build_cle_espace(espace_uuid)} {build_cle_type(objet_type)}"
