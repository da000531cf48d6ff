"""A line of an AFOM follows a real mouse from one quadrant to another, between two lines, and comes back."""

from playwright.sync_api import Locator, Page, expect

from convive.diagnostic.models import ElementAfom
from tests.comptes.factories import force_login_navigateur
from tests.diagnostic.parcours.test_constats import check, page, pytestmark  # noqa: F401 - the fixture, its marks
from tests.espaces.factories import create_thematique


def drag(page: Page, what: Locator, to: Locator, part: float) -> None:  # noqa: F811 - the page of the test
    """As a hand does; `part` of the height of the target is where one lets go."""
    start = what.bounding_box()
    assert start
    x, y = start["x"] + 30, start["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 6, y + 6, steps=3)
    end = to.bounding_box()
    assert end
    page.mouse.move(end["x"] + 60, end["y"] + end["height"] * part, steps=12)
    page.mouse.up()


def list_textes(quadrant: str) -> list[str]:
    return [element.texte for element in ElementAfom.objects.filter(quadrant=quadrant).order_by("ordre")]


def test_a_line_of_an_afom_follows_the_mouse(live_server, page, espace, chargee):  # noqa: F811 - the fixture
    jeunesse = create_thematique(espace, "Jeunesse")
    force_login_navigateur(page.context, live_server.url, chargee)
    page.set_viewport_size({"width": 1280, "height": 1600})
    page.goto(f"{live_server.url}/espaces/{espace.pk}/afom/{jeunesse.pk}/")
    for quadrant, texte in (("atout", "Un éducateur"), ("atout", "Une radio"), ("faiblesse", "Peu de cars")):
        page.locator(f"#id_{quadrant}_texte").fill(texte)
        page.keyboard.press("Enter")
        expect(page.locator(f"#{quadrant} li").filter(has_text=texte).first).to_be_visible()
        # The cursor goes back to the quadrant once the page has settled: the next key must not race it.
        expect(page.locator(f"#id_{quadrant}_texte")).to_be_focused()
    weak = page.locator("#faiblesse li").filter(has_text="Peu de cars").first
    drag(page, page.locator("#atout li").filter(has_text="Une radio").first, weak, 0.1)
    expect(page.locator("#faiblesse li").first).to_contain_text("Une radio")
    assert list_textes("faiblesse") == ["Une radio", "Peu de cars"]
    check(page)
    drag(page, page.locator("#faiblesse li").first, page.locator("#faiblesse li").last, 0.95)
    expect(page.locator("#faiblesse li").last).to_contain_text("Une radio")
    assert list_textes("faiblesse") == ["Peu de cars", "Une radio"]
