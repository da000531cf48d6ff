"""A person reads her data, asks to be erased with the keyboard, changes her mind; the public pages, for axe."""

import re

import pytest
from playwright.sync_api import Page, expect

from convive.comptes.models import DemandeEffacement
from tests.comptes.factories import MOT_DE_PASSE, CompteFactory, force_login_navigateur
from tests.espaces.parcours.test_espaces import press_tab_to
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("largeur", [360, 1280])
def test_pages_of_personal_data_are_accessible_and_never_scroll_sideways(live_server, page_web: Page, largeur: int):
    CompteFactory(is_staff=True)
    force_login_navigateur(page_web.context, live_server.url, CompteFactory(is_staff=True))
    page_web.set_viewport_size({"width": largeur, "height": 900})
    for path in (
        "/compte/mes-donnees/",
        "/compte/effacement/",
        "/compte/registre-des-traitements/",
        "/donnees-personnelles/",
        "/mentions-legales/",
        "/accessibilite/",
    ):
        answer = page_web.goto(live_server.url + path)
        assert answer is not None
        assert answer.status == 200, path
        page_web.evaluate("document.querySelectorAll('main details').forEach((details) => { details.open = true; })")
        check(page_web)


def test_a_person_asks_to_be_erased_and_changes_her_mind_with_the_keyboard(live_server, page_web: Page):
    force_login_navigateur(page_web.context, live_server.url, CompteFactory())
    page_web.goto(f"{live_server.url}/compte/mes-donnees/")
    press_tab_to(page_web, "Voir ce qui serait effacé", "link", limit=120)
    page_web.keyboard.press("Enter")
    page_web.wait_for_url(re.compile("/compte/effacement/"))
    press_tab_to(page_web, "Demander l’effacement", "button")
    page_web.keyboard.press("Enter")
    page_web.wait_for_url(re.compile("/compte/reauthenticate/"))
    assert not DemandeEffacement.objects.exists()
    press_tab_to(page_web, "Mot de passe", "textbox")
    page_web.keyboard.type(MOT_DE_PASSE)
    page_web.keyboard.press("Enter")
    expect(page_web.get_by_text("Votre compte sera effacé le")).to_be_visible()
    press_tab_to(page_web, "Annuler la demande", "button")
    page_web.keyboard.press("Enter")
    expect(page_web.get_by_text("Votre compte sera effacé le")).to_be_hidden()
    assert DemandeEffacement.objects.get().date_annulation is not None
