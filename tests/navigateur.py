"""What every journey looks at on a page: axe, and nothing wider than the screen; the two widths it is walked at."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

LARGEURS = (360, 1280)
SCRIPT = Axe().axe_script


@pytest.fixture(params=[1280, 360])
def page_large(navigateur: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A journey that asks for it is walked twice: at a desk, then on a phone."""
    context = navigateur.new_context(viewport={"width": request.param, "height": 900}, locale="fr-FR")
    yield context.new_page()
    context.close()


def check_axe(page: Page) -> None:
    # Axe is read once by each document, and only what is wrong comes back: the whole report is half of the time.
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    violations: list[Any] = page.evaluate("axe.run({resultTypes: ['violations']}).then((found) => found.violations)")
    assert violations == [], page.url


def check(page: Page) -> None:
    check_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def check_deux_largeurs(page: Page) -> None:
    for largeur in LARGEURS:
        page.set_viewport_size({"width": largeur, "height": 900})
        check(page)
