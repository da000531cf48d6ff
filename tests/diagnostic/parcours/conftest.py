"""A browser on the real territories, that says what goes wrong in it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from convive.territoires.actions import import_territoires
from tests.diagnostic.conftest import get_lignes


@pytest.fixture
def site(page_web: Page, live_server, chiffres) -> Iterator[Page]:
    import_territoires(lignes=get_lignes(), millesime=2026)
    errors: list[str] = []
    page_web.on("pageerror", lambda error: errors.append(str(error)))
    page_web.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page_web.base = live_server.url
    yield page_web
    # A refusal of the content security policy is an error of the console; a 404 page asked for on purpose is not.
    assert [error for error in errors if "404" not in error] == []
