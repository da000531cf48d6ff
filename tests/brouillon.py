"""Helper for browser tests of the drafts that a page saves."""

import json

from playwright.sync_api import Page


def wait_for_draft(page: Page, *textes: str) -> None:
    """Wait until the page has saved these texts, which it does a moment after the last keystroke."""
    page.wait_for_function(
        "(textes) => textes.every((texte) => Object.values(localStorage).some((kept) => kept.includes(texte)))",
        # In JSON form, as in the saved draft, where quotes and line feeds are escaped.
        arg=[json.dumps(texte, ensure_ascii=False)[1:-1] for texte in textes],
    )
