"""A note to its délibération, and the tour by keyboard, in a browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.comptes.factories import force_login_navigateur
from tests.gouvernance.factories import create_carte, create_siege
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server, page_large, espace, gouvernance, chargee):
    force_login_navigateur(page_large.context, live_server.url, chargee)
    page_large.goto(f"{live_server.url}/espaces/{espace.pk}/decisions/notes/")
    return page_large


def test_a_question_is_compared_settled_then_deliberated(page, gouvernance):
    check(page)
    page.get_by_role("main").get_by_role("link", name="Poser une question").first.click()
    page.get_by_label("La question posée").fill("Où ouvrir les vingt places\u00a0?")
    page.get_by_label("Qui décide").select_option(label="Comité de pilotage")
    check(page)
    page.get_by_role("button", name="Ouvrir la note").click()
    page.get_by_role("link", name="Ajouter un scénario").click()
    page.get_by_label("En quelques mots").fill("Dans l’ancienne école")
    page.get_by_label("Coût en").first.fill("45000")
    page.get_by_role("button", name="Ajouter ce scénario").click()
    # An amount without its author is refused, and the summary leads to the field.
    page.get_by_role("alert").get_by_role("link", name="Estimation de qui").click()
    expect(page.get_by_label("Estimation de qui")).to_be_focused()
    page.keyboard.type("Direction des finances")
    page.get_by_label("Estimation du").fill("2026-05-02")
    check(page)
    page.get_by_role("button", name="Ajouter ce scénario").click()
    expect(page.get_by_role("table", name="Comparaison des scénarios")).to_be_visible()
    check(page)
    page.get_by_role("main").get_by_role("link", name="Noter l’arbitrage").click()
    page.get_by_label("Le scénario retenu").select_option(label="A. Dans l’ancienne école")
    page.get_by_label("Pourquoi").fill("Elle ouvre plus tôt.")
    check(page)
    page.get_by_role("button", name="Noter l’arbitrage").click()
    expect(page.get_by_text("la note ne se modifie plus")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Préparer le projet de délibération").click()
    texte = page.get_by_label("Modifiable ici avant de copier")
    expect(texte).to_have_value(re.compile("Dans l’ancienne école"))
    check(page)


def test_the_tour_is_read_by_keyboard_on_a_phone(live_server, page_large, espace, gouvernance, elue):
    create_siege(gouvernance.copil, create_carte(espace, elue))
    force_login_navigateur(page_large.context, live_server.url, elue)
    page = page_large
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/espaces/{espace.pk}/visite/")
    page.get_by_role("link", name="Commencer").focus()
    page.keyboard.press("Enter")
    for rang in range(1, 11):
        expect(page.get_by_text(f"Écran {rang} sur 10")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        check(page)
        page.get_by_role("button", name="Finir" if rang == 10 else "Continuer").focus()
        page.keyboard.press("Enter")
    expect(page.get_by_text("Voilà l’essentiel")).to_be_visible()
    page.get_by_role("link", name="Le plan d’actions, en un coup d’œil").click()
    page.get_by_role("button", name="Continuer").click()
    page.goto(f"{live_server.url}/espaces/{espace.pk}/visite/")
    expect(page.get_by_role("link", name="Reprendre")).to_be_visible()
