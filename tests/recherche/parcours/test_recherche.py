"""The search with the keyboard alone, without script, and for axe at both widths."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.navigateur import check, check_axe
from tests.territoires.factories import create_pays

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]
PAGES = ("/recherche/", "/recherche/?q=civraisien", "/recherche/?q=zzzzqq", "/recherche/?q=accueil", "/glossaire/")


@pytest.fixture
def site(page_web: Page, live_server) -> Iterator[Page]:
    create_pays()
    errors: list[str] = []
    page_web.on("pageerror", lambda error: errors.append(str(error)))
    page_web.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page_web.base = live_server.url
    yield page_web
    assert errors == []


def test_pages_are_accessible_at_both_widths(site: Page):
    for largeur in (360, 1280):
        site.set_viewport_size({"width": largeur, "height": 900})
        for url in PAGES:
            site.goto(site.base + url)
            check(site)


def test_a_page_is_opened_from_the_header_with_the_keyboard_alone(site: Page):
    site.goto(f"{site.base}/glossaire/")
    box = site.get_by_role("combobox")
    box.focus()
    expect(box).to_have_attribute("aria-expanded", "false")
    site.keyboard.type("compos")
    options = site.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(site.locator("#annonces")).to_contain_text("suggestion")
    # With the list open too.
    check_axe(site)
    site.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    site.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-1")
    expect(box).to_be_focused()
    # Escape takes the list away and leaves what was typed; the arrow brings it back.
    site.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("compos")
    site.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    site.keyboard.press("Enter")
    site.wait_for_url("**/perimetres/composer/")
    site.get_by_role("combobox").focus()
    site.keyboard.type("civraisien")
    site.keyboard.press("Enter")
    site.wait_for_url("**/recherche/?q=civraisien")
    expect(site.locator("mark").first).to_have_text("Civraisien")


def test_the_form_answers_without_script(site: Page):
    context = site.context.browser.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto(f"{site.base}/glossaire/")
    page.locator("#recherche-entete").fill("civraisien")
    page.locator("#recherche-entete").press("Enter")
    page.wait_for_url("**/recherche/?q=civraisien")
    expect(page.get_by_role("link", name="CC du Civraisien en Poitou")).to_be_visible()
    context.close()
