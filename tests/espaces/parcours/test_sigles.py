"""The acronyms of a page, explained where they stand: by the keyboard, and put away with Escape."""

import pytest
from playwright.sync_api import expect

from tests.comptes.factories import force_login_navigateur
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_an_acronym_is_explained_once_where_it_stands(page_large, live_server, espace, chargee):
    page = page_large
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(f"{live_server.url}/espaces/{espace.pk}/qui-voit-quoi/")
    sigle = page.get_by_role("button", name="CTG : Convention territoriale globale")
    expect(sigle).to_have_count(1)
    expect(sigle.locator("xpath=ancestor::a | ancestor::summary | ancestor::h2")).to_have_count(0)
    mots = sigle.locator(".cv-abbr__pop")
    sigle.focus()
    assert mots.bounding_box()["width"] > 100
    page.keyboard.press("Escape")
    assert mots.bounding_box()["width"] <= 1
    check(page)
