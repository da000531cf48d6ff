"""Leave with a copy, take it up, delete it and bring it back, with the keyboard alone; axe on every page."""

import re

import pytest
from playwright.sync_api import Page, expect

from convive.espaces.models import Espace
from tests.comptes.factories import force_login_navigateur
from tests.espaces.factories import create_compte, create_espace_civraisien
from tests.espaces.parcours.test_espaces import press_tab_to
from tests.navigateur import check_deux_largeurs

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_an_espace_leaves_comes_back_is_deleted_and_restored_with_the_keyboard_alone(
    live_server, page_web: Page, pays, settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "fichiers"
    chargee = create_compte("chargee")
    espace = create_espace_civraisien(chargee, nom="Civraisien")
    force_login_navigateur(page_web.context, live_server.url, chargee)
    page_web.goto(f"{live_server.url}/espaces/{espace.pk}/copie/")
    check_deux_largeurs(page_web)
    press_tab_to(page_web, "Télécharger l’espace", "button")
    with page_web.expect_download() as download:
        page_web.keyboard.press("Enter")
    copie = tmp_path / "copie.zip"
    download.value.save_as(copie)

    page_web.goto(f"{live_server.url}/espaces/reprendre/")
    check_deux_largeurs(page_web)
    page_web.get_by_label("Copie d’un espace").set_input_files(copie)
    press_tab_to(page_web, "Reprendre cet espace", "button")
    page_web.keyboard.press("Enter")
    expect(page_web.get_by_text("est repris tel qu’il était")).to_be_visible()
    assert Espace.objects.filter(nom="Civraisien").count() == 2

    page_web.goto(f"{live_server.url}/espaces/{espace.pk}/copie/cloner/")
    check_deux_largeurs(page_web)
    press_tab_to(page_web, "Cloner l’espace", "button")
    page_web.keyboard.press("Enter")
    expect(page_web.get_by_text("Voici le nouvel espace.")).to_be_visible()
    clone = Espace.objects.get(nom="Civraisien (entraînement)")
    page_web.goto(f"{live_server.url}/espaces/{clone.pk}/copie/remettre-a-zero/")
    check_deux_largeurs(page_web)
    press_tab_to(page_web, "Tout effacer depuis ce point", "button")
    page_web.keyboard.press("Enter")
    expect(page_web.get_by_text("revenu à son point de départ")).to_be_visible()

    page_web.goto(f"{live_server.url}/espaces/{clone.pk}/copie/supprimer/")
    check_deux_largeurs(page_web)
    press_tab_to(page_web, "Nom de l’espace", "textbox")
    page_web.keyboard.type("civraisien (entraînement)")
    page_web.keyboard.press("Enter")
    expect(page_web.get_by_text("est supprimé.")).to_be_visible()
    check_deux_largeurs(page_web)
    press_tab_to(page_web, "Restaurer", "link")
    page_web.keyboard.press("Enter")
    page_web.wait_for_url(re.compile("/restaurer/"))
    check_deux_largeurs(page_web)
    press_tab_to(page_web, "Restaurer l’espace", "button")
    page_web.keyboard.press("Enter")
    expect(page_web.get_by_text("est restauré, comme il était")).to_be_visible()
