"""A line of an AFOM follows a real mouse from one quadrant to another, between two lines, and comes back."""

import pytest
from playwright.sync_api import Locator, Page, expect

from convive.diagnostic.models import ElementAfom
from tests.comptes.factories import force_login_navigateur
from tests.espaces.factories import create_thematique
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def drag(page_large: Page, what: Locator, to: Locator, part: float) -> None:
    """As a hand does; `part` of the height of the target is where one lets go."""
    start = what.bounding_box()
    assert start
    x, y = start["x"] + 30, start["y"] + 12
    page_large.mouse.move(x, y)
    page_large.mouse.down()
    page_large.mouse.move(x + 6, y + 6, steps=3)
    end = to.bounding_box()
    assert end
    page_large.mouse.move(end["x"] + 60, end["y"] + end["height"] * part, steps=12)
    page_large.mouse.up()


def list_textes(quadrant: str) -> list[str]:
    return [element.texte for element in ElementAfom.objects.filter(quadrant=quadrant).order_by("ordre")]


def test_a_line_of_an_afom_follows_the_mouse(live_server, page_large, espace, chargee):
    jeunesse = create_thematique(espace, "Jeunesse")
    force_login_navigateur(page_large.context, live_server.url, chargee)
    page_large.set_viewport_size({"width": 1280, "height": 1600})
    page_large.goto(f"{live_server.url}/espaces/{espace.pk}/afom/{jeunesse.pk}/")
    for quadrant, texte in (("atout", "Un éducateur"), ("atout", "Une radio"), ("faiblesse", "Peu de cars")):
        page_large.locator(f"#id_{quadrant}_texte").fill(texte)
        page_large.locator(f"#id_{quadrant}_texte").press("Enter")
        expect(page_large.locator(f"#{quadrant} li").filter(has_text=texte).first).to_be_visible()
        # The cursor goes back to the quadrant once the page has settled: the next key must not race it.
        expect(page_large.locator(f"#id_{quadrant}_texte")).to_be_focused()
        expect(page_large.locator(".htmx-settling")).to_have_count(0)
    weak = page_large.locator("#faiblesse li").filter(has_text="Peu de cars").first
    drag(page_large, page_large.locator("#atout li").filter(has_text="Une radio").first, weak, 0.1)
    expect(page_large.locator("#faiblesse li").first).to_contain_text("Une radio")
    assert list_textes("faiblesse") == ["Une radio", "Peu de cars"]
    check(page_large)
    drag(page_large, page_large.locator("#faiblesse li").first, page_large.locator("#faiblesse li").last, 0.95)
    expect(page_large.locator("#faiblesse li").last).to_contain_text("Une radio")
    assert list_textes("faiblesse") == ["Peu de cars", "Une radio"]
