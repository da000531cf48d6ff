"""From the first page to a portrait and a périmètre of one's own, in a browser: as a mouse, as a keyboard, as axe."""

import pytest
from playwright.sync_api import Page, expect

from tests.diagnostic.conftest import BORDEAUX, CIVRAISIEN, TROIS_GUES
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]

PAGES = (
    "/",
    "/territoires/?q=civ&liste=1",
    "/territoires/?q=zzzzqq",
    "/territoires/",
    f"/portrait/{CIVRAISIEN}/?commune=86082",
    f"/portrait/{BORDEAUX}/",
    f"/portrait/{TROIS_GUES}/",
    "/portrait/26274/",
    f"/perimetres/composer/?depuis={CIVRAISIEN}",
    "/sources/",
    "/portrait/99999/",
)


@pytest.mark.parametrize("largeur", [360, 1280])
def test_every_page_is_accessible_and_never_scrolls_sideways(site: Page, largeur: int):
    site.set_viewport_size({"width": largeur, "height": 900})
    for url in PAGES:
        site.goto(site.base + url)
        site.evaluate("document.querySelectorAll('main details').forEach((details) => { details.open = true; })")
        check(site)


def test_a_newcomer_finds_a_portrait_with_the_keyboard_alone(site: Page):
    site.goto(site.base + "/")
    site.keyboard.press("Tab")
    expect(site.get_by_role("link", name="Aller au contenu")).to_be_focused()
    site.keyboard.press("Enter")
    site.keyboard.press("Tab")
    box = site.locator("main input[type=search]")
    for _ in range(5):
        if box.evaluate("element => element === document.activeElement"):
            break
        site.keyboard.press("Tab")
    expect(box).to_be_focused()
    site.keyboard.type("civraisien")
    site.keyboard.press("Enter")
    site.wait_for_url(f"**/portrait/{CIVRAISIEN}/")
    expect(site.get_by_role("heading", level=1)).to_have_text("CC du Civraisien en Poitou")
    site.goto(f"{site.base}/territoires/?q=civraisien&liste=1")
    site.locator("main [data-recherche] input[type=search]").focus()
    site.keyboard.press("ArrowDown")
    site.keyboard.press("Enter")
    site.wait_for_url(f"**/portrait/{CIVRAISIEN}/")
    expect(site.get_by_role("heading", level=1)).to_have_text("CC du Civraisien en Poitou")


def test_the_first_page_proposes_territories_while_one_types(site: Page):
    site.goto(site.base + "/")
    site.locator("#recherche-accueil").press_sequentially("civrais")
    proposition = site.locator("[data-resultats] [data-resultat]").first
    expect(proposition).to_have_text("CC du Civraisien en Poitou")
    site.keyboard.press("ArrowDown")
    expect(proposition).to_be_focused()
    site.keyboard.press("Enter")
    site.wait_for_url(f"**/portrait/{CIVRAISIEN}/")


def test_a_phone_folds_the_thematiques_and_opens_the_one_that_is_named(site: Page):
    site.set_viewport_size({"width": 360, "height": 740})
    site.goto(f"{site.base}/portrait/{TROIS_GUES}/")
    logement = site.locator("#logement")
    expect(logement.get_by_role("heading", name="Logement et cadre de vie")).to_be_visible()
    expect(logement.locator(".cv-figure").first).to_be_hidden()
    expect(logement.locator(".cv-theme__cle")).to_be_visible()
    site.goto(f"{site.base}/portrait/{TROIS_GUES}/#logement")
    expect(logement.locator(".cv-figure").first).to_be_visible()


def test_the_table_of_communes_sorts_in_place(site: Page):
    site.goto(f"{site.base}/portrait/{CIVRAISIEN}/")
    site.get_by_text("Les 35 communes, une par une").click()
    table = site.locator("#communes table[data-tri]")
    table.get_by_role("button", name="Habitants").click()
    expect(table.locator("tbody th").first).to_have_text("Valence-en-Poitou")


def test_the_map_changes_and_the_page_stays_readable_without_script(site: Page):
    context = site.context.browser.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    page.goto(f"{site.base}/portrait/{CIVRAISIEN}/")
    page.get_by_text("La carte d’un autre indicateur").click()
    page.get_by_label("Indicateur de la carte").select_option(label="Densité de population")
    page.get_by_role("button", name="Voir la carte").click()
    expect(page.get_by_text("Densité de population, par commune, 2023").first).to_be_visible()
    page.get_by_text("Télécharger", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tableaux de chiffres (Excel").click()
    assert download.value.suggested_filename == f"portrait-{CIVRAISIEN}.xlsx"
    context.close()


def test_a_bundle_of_two_departements_gets_its_own_address(site: Page):
    site.goto(f"{site.base}/perimetres/composer/")
    site.locator("main textarea").first.fill("86082\n79174")
    site.locator("main input[name=nom]").fill("Autour de Couhé")
    site.get_by_role("button", name="Voir le portrait de ce périmètre").click()
    site.wait_for_url("**/portrait/p-*/")
    expect(site.get_by_role("heading", level=1)).to_have_text("Autour de Couhé")
    expect(site.get_by_text("2 communes", exact=False).first).to_be_visible()
    address = site.url
    site.goto(site.base + "/")
    site.goto(address)
    expect(site.get_by_role("heading", level=1)).to_have_text("Autour de Couhé")
