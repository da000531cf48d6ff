"""Rules about territories: kinds, codes, and names folded for search."""

from enum import StrEnum

# INSEE keeps the code 99 for foreign countries, and no EPCI has a SIREN in 9999: fictional territories can take both.
PREFIXE_FICTIF_INSEE = "99"
PREFIXE_FICTIF_SIREN = "9999"


class TypeTerritoire(StrEnum):
    """Kinds of territories of the code list; values are stored."""

    COMMUNE = "commune"
    ARRONDISSEMENT_MUNICIPAL = "arrondissement_municipal"
    COMMUNE_DELEGUEE = "commune_deleguee"
    COMMUNE_ASSOCIEE = "commune_associee"
    EPCI = "epci"
    EPT = "ept"
    DEPARTEMENT = "departement"
    REGION = "region"


def is_fictif(code: str) -> bool:
    """Tell whether an INSEE code (2 or 5 characters) or a SIREN (9) belongs to the fictional territory."""
    prefix = PREFIXE_FICTIF_SIREN if len(code) == 9 else PREFIXE_FICTIF_INSEE
    return code.startswith(prefix)
