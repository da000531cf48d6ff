"""The year that a page of money is about."""

from convive.espaces.views.page import Page


def read_annee(page: Page) -> int | None:
    """The one that the address asks for; None when it asks for none, or for what is no year."""
    demande = page.request.GET.get("annee", "")
    return int(demande) if demande.isascii() and demande.isdigit() and len(demande) == 4 else None
