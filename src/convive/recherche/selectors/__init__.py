"""Reads of the search: the matches that a person may open, the page of results, the suggestions."""

from convive.recherche.selectors.candidats import (
    MAX_CANDIDATS,
    Candidat,
    is_index_perime,
    list_types_cherches,
    search_candidats,
)

__all__ = ["MAX_CANDIDATS", "Candidat", "is_index_perime", "list_types_cherches", "search_candidats"]
