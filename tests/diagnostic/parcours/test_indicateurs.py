"""The pages of indicators in a browser: at both widths, for axe, and with the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.diagnostic.conftest import BORDEAUX, CIVIS, CIVRAISIEN, GRAND_PARIS, TROIS_GUES
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]

PAGES = (
    f"{CIVRAISIEN}/indicateurs/",
    f"{CIVRAISIEN}/indicateurs/fiche/part_65p/carte/",
    f"{CIVRAISIEN}/indicateurs/changements/",
    f"{CIVRAISIEN}/indicateurs/jumeaux/",
    f"{BORDEAUX}/indicateurs/fiche/part_65p/",
    f"{CIVIS}/indicateurs/fiche/taux_couverture_global/",
    f"{GRAND_PARIS}/indicateurs/fiche/part_65p/",
    f"{TROIS_GUES}/indicateurs/fiche/naissances_domiciliees/",
    f"{TROIS_GUES}/indicateurs/projection/",
)


@pytest.mark.parametrize("largeur", [360, 1280])
def test_every_page_of_indicators_is_accessible_and_never_scrolls_sideways(site: Page, largeur: int):
    site.set_viewport_size({"width": largeur, "height": 900})
    for url in PAGES:
        site.goto(f"{site.base}/portrait/{url}")
        site.evaluate("document.querySelectorAll('main details').forEach((details) => { details.open = true; })")
        check(site)


def test_twins_are_weighed_again_with_the_keyboard_alone(site: Page):
    site.goto(f"{site.base}/portrait/{CIVRAISIEN}/indicateurs/jumeaux/")
    weight = site.get_by_label("Population (habitants)")
    weight.focus()
    site.keyboard.press("ControlOrMeta+a")
    site.keyboard.type("5")
    site.keyboard.press("Enter")
    site.wait_for_url("**population=5**")
    expect(site.get_by_label("Population (habitants)")).to_have_value("5")
    expect(site.locator("main tr.is-mine")).to_contain_text("Civraisien")
    site.get_by_role("link", name="Revenir aux poids habituels").focus()
    site.keyboard.press("Enter")
    site.wait_for_url("**/jumeaux/")
    expect(site.get_by_label("Population (habitants)")).to_have_value("2")
