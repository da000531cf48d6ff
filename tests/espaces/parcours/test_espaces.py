"""Create an espace, invite a colleague, join it, in a browser: with a mouse, with the keyboard alone, for axe."""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from convive.espaces.models import Espace, Membre, Role
from tests.comptes.factories import force_login_navigateur
from tests.espaces.factories import MOT_DE_PASSE, create_compte, create_departement, create_invitation, create_partage
from tests.navigateur import check
from tests.territoires.factories import CIVRAISIEN

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def autre_navigateur(navigateur: Browser) -> Iterator[BrowserContext]:
    """The computer of a colleague."""
    context = navigateur.new_context(viewport={"width": 360, "height": 800}, locale="fr-FR")
    yield context
    context.close()


def press_tab_to(page: Page, name: str, role: str, limit: int = 60) -> None:
    """Go to a control with the Tab key, as someone without a mouse does; fail when it is not reached."""
    press_tab_until(page, page.get_by_role(role, name=re.compile(name)).first, limit)


def press_tab_until(page: Page, target: Locator, limit: int = 60) -> None:
    for _ in range(limit):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"« {target} » n’est pas atteint avec la touche Tab.")


def test_an_espace_is_created_and_a_colleague_joins_with_the_keyboard_alone(
    live_server, page_web: Page, autre_navigateur: BrowserContext, pays
) -> None:
    create_compte("nouvelle", password=MOT_DE_PASSE)
    page_web.goto(f"{live_server.url}/espaces/creer/")
    press_tab_to(page_web, "Adresse e-mail", "textbox")
    page_web.keyboard.type("nouvelle@exemple.fr")
    page_web.keyboard.press("Tab")
    page_web.keyboard.type(MOT_DE_PASSE)
    page_web.keyboard.press("Enter")
    # Login leads back to what was asked.
    press_tab_to(page_web, "Chercher le territoire", "searchbox")
    page_web.keyboard.type("civraisien")
    page_web.keyboard.press("Enter")
    # One territory answers: its communes are there, behind one more key.
    expect(page_web.get_by_role("heading", level=2, name="Civraisien")).to_be_visible()
    press_tab_until(page_web, page_web.locator("summary", has_text="en retirer, en ajouter"))
    page_web.keyboard.press("Enter")
    press_tab_to(page_web, "Valence-en-Poitou", "checkbox")
    page_web.keyboard.press("Space")
    press_tab_to(page_web, "Créer l’espace", "button")
    page_web.keyboard.press("Enter")
    page_web.wait_for_url(re.compile(r"/espaces/[0-9a-f-]{36}/$"))
    espace = Espace.objects.get()
    communes = espace.perimetres.get().perimetre.communes.values_list("nom", flat=True)
    assert communes
    assert "Valence-en-Poitou" not in communes

    press_tab_until(page_web, page_web.get_by_role("link", name="Inviter une première personne"))
    page_web.keyboard.press("Enter")
    page_web.wait_for_url(re.compile("/membres/"))
    press_tab_to(page_web, "Adresse e-mail", "textbox")
    page_web.keyboard.type("collegue@exemple.fr")
    press_tab_until(page_web, page_web.get_by_role("radio", name="Chargé·e de coopération"))
    page_web.keyboard.press("ArrowDown")
    press_tab_to(page_web, "Envoyer l’invitation", "button")
    page_web.keyboard.press("Enter")
    expect(page_web.get_by_role("rowheader", name="collegue@exemple.fr")).to_be_visible()

    url = re.search(r"http\S+", mail.outbox[0].body)
    assert url is not None
    collegue = autre_navigateur.new_page()
    collegue.goto(url.group())
    assert espace.membres.count() == 1, "opening the link changes nothing"
    press_tab_to(collegue, "Votre nom", "textbox")
    collegue.keyboard.type("Camille Essai")
    collegue.keyboard.press("Tab")
    collegue.keyboard.type(MOT_DE_PASSE)
    collegue.keyboard.press("Enter")
    expect(collegue.get_by_role("status").first).to_contain_text("Bienvenue dans «")
    place = Membre.objects.get(compte__email="collegue@exemple.fr")
    assert (place.espace, place.role) == (espace, Role.COORDONNATEUR_THEMATIQUE)


@pytest.mark.parametrize("largeur", [360, 1280])
def test_pages_of_espaces_are_accessible_and_never_scroll_sideways(
    live_server, page_web: Page, espace, chargee, elue, largeur: int
) -> None:
    force_login_navigateur(page_web.context, live_server.url, chargee)
    _, secret = create_invitation(espace)
    page_web.set_viewport_size({"width": largeur, "height": 900})
    place = espace.membres.get(compte=elue)
    departement = create_departement(chargee)
    partage, _ = create_partage(espace, departement, ("membres", "perimetre", "thematiques"))
    _, offre = create_partage(espace)
    pages = [
        f"/espaces/partage/{offre}/",
        f"/espaces/{departement.pk}/",
        f"/espaces/{departement.pk}/territoires/",
        f"/espaces/{departement.pk}/territoires/{partage.pk}/",
        "/espaces/",
        "/espaces/creer/",
        f"/espaces/creer/?depuis={CIVRAISIEN}",
        "/espaces/creer/?type=departement",
        "/espaces/creer/?type=entrainement",
        f"/espaces/invitation/{secret}/",
        *(
            f"/espaces/{espace.pk}/{page}"
            for page in (
                "",
                "membres/",
                "liens/",
                f"membres/{place.pk}/",
                "perimetre/",
                "qui-voit-quoi/",
                "thematiques/",
                "partages/",
                "journal/",
                "copie/",
                "reglages/",
            )
        ),
    ]
    for url in pages:
        answer = page_web.goto(live_server.url + url)
        assert answer is not None
        assert answer.status == 200, url
        page_web.evaluate("document.querySelectorAll('main details').forEach((details) => { details.open = true; })")
        check(page_web)


def test_menu_of_the_espace_opens_and_closes_with_the_keyboard(live_server, page_web: Page, espace, chargee) -> None:
    force_login_navigateur(page_web.context, live_server.url, chargee)
    page_web.goto(f"{live_server.url}/espaces/{espace.pk}/")
    menu = page_web.locator("header details.cv-home__pick")
    menu.locator("summary").focus()
    page_web.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Mes espaces")).to_be_visible()
    page_web.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="Mes espaces")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_what_was_done_is_said_where_one_comes_back_with_or_without_script(
    live_server, page_web: Page, navigateur, espace, chargee
) -> None:
    force_login_navigateur(page_web.context, live_server.url, chargee)
    agenda = f"{live_server.url}/espaces/{espace.pk}/echeances/"
    page_web.goto(agenda)
    page_web.get_by_role("button", name="Créer mon adresse").click()
    page_web.get_by_role("button", name="Ne plus l’utiliser").click()
    message = page_web.locator("#agenda .cv-messages")
    expect(message).to_contain_text("L’adresse ne sert plus")
    expect(message).to_be_focused()
    sans_script = navigateur.new_context(
        java_script_enabled=False,
        viewport={"width": 360, "height": 740},
        storage_state=page_web.context.storage_state(),
    ).new_page()
    sans_script.goto(agenda)
    sans_script.get_by_role("button", name="Créer mon adresse").click()
    sans_script.get_by_role("button", name="Ne plus l’utiliser").click()
    expect(sans_script.get_by_text("L’adresse ne sert plus")).to_be_in_viewport()
    sans_script.context.close()
