"""Reads of the code list: search, suggestions, communes of typed lists, périmètres."""

from convive.territoires.selectors.communes import get_communes_from_codes, get_communes_from_texte
from convive.territoires.selectors.departements import ResumeDepartement, list_codes_departement, list_departements
from convive.territoires.selectors.perimetres import (
    build_perimetre,
    get_codes_by_epci,
    get_codes_by_ept,
    get_perimetre,
    get_perimetre_from_codes,
)
from convive.territoires.selectors.recherche import search_territoires
from convive.territoires.selectors.suggestions import get_index_suggestions, suggest_territoires

__all__ = [
    "ResumeDepartement",
    "build_perimetre",
    "get_codes_by_epci",
    "get_codes_by_ept",
    "get_communes_from_codes",
    "get_communes_from_texte",
    "get_index_suggestions",
    "get_perimetre",
    "get_perimetre_from_codes",
    "list_codes_departement",
    "list_departements",
    "search_territoires",
    "suggest_territoires",
]
