"""What a test of a browser asks of the drafts that a page keeps."""

import json

from playwright.sync_api import Page


def wait_for_draft(page: Page, *textes: str) -> None:
    """Until the page has kept these texts by itself: it does so a moment after the last key."""
    page.wait_for_function(
        "(textes) => textes.every((texte) => Object.values(localStorage).some((kept) => kept.includes(texte)))",
        # As they stand in what is kept: quotes and new lines are escaped there.
        arg=[json.dumps(texte, ensure_ascii=False)[1:-1] for texte in textes],
    )
