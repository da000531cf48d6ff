"""Checks that every browser test makes on a page: axe, and nothing wider than the screen; and the two widths used."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page, sync_playwright

LARGEURS = (360, 1280)
SCRIPT = Axe().axe_script
CHROMIUMS = ("chromium-headless-shell", "chromium", "google-chrome")
# A click returns before the new page is loaded: the page being left records the time, so that it is not checked.
DEPART = """navigation.addEventListener("navigate", (event) => {
    if (!event.destination.sameDocument) window.depart = performance.now();
})"""
# A download, or a panel with a URL of its own, does not leave the page: assume so after five seconds.
EST_ARRIVEE = "document.readyState === 'complete' && !(performance.now() - window.depart < 5000)"


@pytest.fixture(scope="session")
def navigateur() -> Iterator[Browser]:
    """The chromium of the machine, not one downloaded by Playwright; one for all the tests of a process."""
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if executable is None:
        pytest.fail("Les parcours demandent chromium : apt-get install chromium.")
    # Playwright runs an event loop in this thread, in which Django would refuse to truncate tables.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page_web(navigateur: Browser) -> Iterator[Page]:
    page = navigateur.new_page(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    page.add_init_script(DEPART)
    yield page
    page.close()


@pytest.fixture(params=[1280, 360])
def page_large(navigateur: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page at desktop width, then at phone width: tests that use it run twice."""
    context = navigateur.new_context(viewport={"width": request.param, "height": 900}, locale="fr-FR")
    context.add_init_script(DEPART)
    yield context.new_page()
    context.close()


def wait_arrivee(page: Page) -> None:
    """Wait until the page has loaded. Polled from here, because the CSP of the pages forbids `wait_for_function`."""
    for _ in range(600):
        try:
            if page.evaluate(EST_ARRIVEE):
                return
        except Error:
            # The page was being left during the evaluation.
            page.wait_for_load_state()
        page.wait_for_timeout(50)
    pytest.fail(f"{page.url} n’arrive pas.")


def check_axe(page: Page) -> None:
    wait_arrivee(page)
    # Load axe once per document, and only return violations: the full report takes half of the time.
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    violations: list[Any] = page.evaluate(
        "axe.run({resultTypes: ['violations'], preload: false}).then((found) => found.violations)"
    )
    assert violations == [], page.url


def check(page: Page) -> None:
    check_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def check_deux_largeurs(page: Page) -> None:
    for largeur in LARGEURS:
        page.set_viewport_size({"width": largeur, "height": 900})
        check(page)
