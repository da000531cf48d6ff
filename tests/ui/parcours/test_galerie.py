"""The gallery in a browser: accessibility, widths, keyboard, and what the script adds."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from convive.socle.navigation import EntreeNavigation, Verbe
from tests.navigateur import check_axe

pytestmark = pytest.mark.parcours

# A phone at its narrowest, a phone, 200 % of a laptop, a small laptop, a laptop.
LARGEURS = (320, 360, 640, 1024, 1280)


@pytest.fixture
def galerie(page_web: Page, live_server) -> Iterator[Page]:
    errors: list[str] = []
    page_web.on("pageerror", lambda error: errors.append(str(error)))
    page_web.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page_web.goto(f"{live_server.url}/ui/")
    yield page_web
    # A refusal of the content security policy is an error of the console.
    assert errors == []


@pytest.mark.parametrize("largeur", LARGEURS)
def test_galerie_is_accessible_and_never_scrolls_sideways(galerie: Page, largeur: int) -> None:
    galerie.set_viewport_size({"width": largeur, "height": 900})
    # What is folded is checked too.
    galerie.evaluate("document.querySelectorAll('main details').forEach((details) => { details.open = true; })")
    assert galerie.evaluate("document.documentElement.scrollWidth") == largeur
    check_axe(galerie)


def test_menu_opens_with_the_keyboard_and_closes_with_escape_and_a_click_outside(galerie: Page) -> None:
    menu = galerie.locator("#c-menu details").first
    summary = menu.locator("summary")
    summary.focus()
    galerie.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    galerie.keyboard.press("Tab")
    galerie.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()
    summary.click()
    expect(menu).to_have_attribute("open", "")
    galerie.locator("h1").click()
    expect(menu).not_to_have_attribute("open", "")


def test_table_sorts_numbers_and_names_and_keeps_missing_values_last(galerie: Page) -> None:
    table = galerie.locator("#c-tableau table")
    names = table.locator("tbody th")
    table.get_by_role("button", name="Habitants").click()
    expect(table.locator("thead th").nth(1)).to_have_attribute("aria-sort", "descending")
    expect(names.first).to_have_text("Aubrelle-le-Pont")
    table.get_by_role("button", name="Part, en %").click()
    expect(names).to_have_text(
        ["Aubrelle-le-Pont", "Vère-Saint-Loup", "Échaumes", "Lusset", "Combe-Rousse", "Haut-Lusset"],
        use_inner_text=True,
    )
    table.get_by_role("button", name="Part, en %").click()
    assert names.all_inner_texts()[0] == "Lusset"
    assert set(names.all_inner_texts()[-2:]) == {"Combe-Rousse", "Haut-Lusset"}
    table.get_by_role("button", name="Commune").click()
    assert names.all_inner_texts()[2] == "Échaumes"


def test_acronym_shows_its_words_on_focus_and_hides_them_with_escape(galerie: Page) -> None:
    acronym = galerie.get_by_role("button", name="CTG").first
    words = acronym.locator(".cv-abbr__pop")
    acronym.focus()
    assert words.bounding_box()["width"] > 100
    galerie.keyboard.press("Escape")
    assert words.bounding_box()["width"] <= 1
    galerie.keyboard.press("Tab")
    acronym.focus()
    assert words.bounding_box()["width"] > 100


def test_sentence_is_copied(galerie: Page) -> None:
    galerie.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = galerie.locator("#c-lectures button").first
    button.click()
    expect(button).to_contain_text("Copié")
    copied = galerie.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("En six ans, le territoire est passé de 46,8 à 52,3 places")


def test_first_tab_leads_to_the_content(galerie: Page) -> None:
    galerie.keyboard.press("Tab")
    expect(galerie.get_by_role("link", name="Aller au contenu")).to_be_focused()
    galerie.keyboard.press("Enter")
    expect(galerie.locator("#contenu")).to_be_focused()


def test_acronym_near_the_edge_opens_towards_the_left(galerie: Page) -> None:
    acronyms = galerie.locator("#c-abreviation .cv-abbr")
    for index in range(acronyms.count()):
        acronyms.nth(index).hover()
        box = acronyms.nth(index).locator(".cv-abbr__pop").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1280
    assert galerie.evaluate("document.documentElement.scrollWidth") == 1280


def test_phone_menu_is_a_sheet_that_closes(page_web: Page, live_server, registre) -> None:
    registre.record_entrees(EntreeNavigation(Verbe.COMPRENDRE, "Portraits", "essai:portrait_list", 1))
    page_web.set_viewport_size({"width": 360, "height": 740})
    page_web.goto(live_server.url)
    page_web.get_by_role("link", name="Menu", exact=True).click()
    sheet = page_web.locator("#sommaire")
    assert sheet.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 740}
    check_axe(page_web)
    page_web.get_by_role("link", name="Fermer le menu").click()
    assert page_web.get_by_role("link", name="Fermer le menu").is_hidden()


def test_new_content_is_said_to_a_screen_reader(galerie: Page) -> None:
    galerie.evaluate(
        """() => {
          const piece = document.createElement("div");
          piece.innerHTML = '<p data-annonce="3 territoires trouvés">trois lignes</p>';
          document.querySelector("main").append(piece);
          document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: piece } }));
        }"""
    )
    expect(galerie.locator("#annonces")).to_have_text("3 territoires trouvés")


def test_galerie_reads_without_script(navigateur: Browser, live_server) -> None:
    context = navigateur.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{live_server.url}/ui/")
    page.locator("#c-menu summary").first.click()
    expect(page.locator("#c-menu details").first).to_have_attribute("open", "")
    assert page.locator("#c-lectures button").first.is_hidden()
    assert page.locator("#c-tableau thead a").first.get_attribute("href") == "?tri=nom"
    page.locator("#c-abreviation .cv-abbr").first.hover()
    assert page.locator("#c-abreviation .cv-abbr__pop").first.bounding_box()["width"] > 100
    context.close()
