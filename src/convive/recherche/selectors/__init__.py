"""Reads of the search: what answers and may be opened, its page, its suggestions."""

from convive.recherche.selectors.candidats import (
    MAX_CANDIDATS,
    Candidat,
    is_index_perime,
    list_types_cherches,
    search_candidats,
)

__all__ = ["MAX_CANDIDATS", "Candidat", "is_index_perime", "list_types_cherches", "search_candidats"]
