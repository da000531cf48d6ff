"""The help of a page by keyboard alone, and who does what: at both widths, with axe."""

import pytest
from playwright.sync_api import expect

from tests.comptes.factories import force_login_navigateur
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_the_help_opens_beside_the_page_and_gives_the_focus_back(live_server, page_large, espace, elue, ctg):
    force_login_navigateur(page_large.context, live_server.url, elue)
    page_large.goto(f"{live_server.url}/espaces/{espace.pk}/ctg/")
    aide = page_large.get_by_role("link", name="Aide sur cette page")
    aide.focus()
    page_large.keyboard.press("Enter")
    panneau = page_large.get_by_role("dialog", name="La CTG")
    expect(panneau.get_by_role("heading", name="La CTG", exact=True)).to_be_focused()
    expect(panneau.get_by_text("Rien ne vous attend sur cette page")).to_be_visible()
    # She signs nothing and writes nothing there: what she may not do is not offered.
    expect(panneau.get_by_role("link", name="Saisir une CTG")).to_have_count(0)
    check(page_large)
    page_large.keyboard.press("Escape")
    expect(panneau).to_be_hidden()
    expect(aide).to_be_focused()
    # What she reads of the roles is a tab of the directory, and the help of that page leads back to the bodies.
    page_large.goto(f"{live_server.url}/espaces/{espace.pk}/prise-de-poste/raci/")
    expect(page_large.get_by_role("heading", name="Qui fait quoi", level=1)).to_be_visible()
    expect(page_large.locator("nav [aria-current=true]", has_text="Qui fait quoi").first).to_be_attached()
    check(page_large)
    page_large.get_by_role("link", name="Aide sur cette page").press("Enter")
    panneau = page_large.get_by_role("dialog", name="Qui fait quoi")
    # The panel takes the focus when it opens: a key pressed before would be for its heading.
    expect(panneau.get_by_role("heading", name="Qui fait quoi", exact=True)).to_be_focused()
    panneau.get_by_role("link", name="Voir les instances où il se valide").press("Enter")
    expect(page_large).to_have_url(f"{live_server.url}/espaces/{espace.pk}/instances/")


def test_the_help_of_the_search_needs_no_account(live_server, page_large):
    page_large.goto(f"{live_server.url}/recherche/")
    aide = page_large.get_by_role("link", name="Aide sur cette page")
    aide.press("Enter")
    panneau = page_large.get_by_role("dialog", name="La recherche")
    expect(panneau.get_by_role("heading", name="La recherche", exact=True)).to_be_focused()
    check(page_large)
    page_large.keyboard.press("Escape")
    expect(aide).to_be_focused()
