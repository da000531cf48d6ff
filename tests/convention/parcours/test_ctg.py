"""Enter a CTG, follow its signatures, write an avenant: in a browser, for eyes, keyboard and axe."""

import pytest
from playwright.sync_api import expect

from tests.comptes.factories import force_login_navigateur
from tests.convention.factories import create_avenant_essai, create_projet, get_debut, get_fin
from tests.espaces.parcours.test_espaces import press_tab_until
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_an_existing_ctg_is_entered_with_the_keyboard_alone(live_server, page_large, espace, chargee):
    force_login_navigateur(page_large.context, live_server.url, chargee)
    page_large.goto(f"{live_server.url}/espaces/{espace.pk}/ctg/")
    check(page_large)
    press_tab_until(page_large, page_large.get_by_role("link", name="Saisir notre CTG"))
    page_large.keyboard.press("Enter")
    expect(page_large.get_by_role("heading", level=1)).to_have_text("Saisir une CTG")
    check(page_large)
    page_large.get_by_label("Premier jour").fill(str(get_debut()))
    page_large.get_by_label("Signée le").fill(str(get_debut()))
    for rang, nom in enumerate(("CC du Civraisien", "Caf de la Vienne", "Mairie de Civray")):
        page_large.locator(f"#id_signataire-{rang}-organisation").focus()
        page_large.keyboard.type(nom)
    press_tab_until(page_large, page_large.get_by_role("button", name="Enregistrer la CTG"))
    page_large.keyboard.press("Enter")
    expect(page_large.get_by_role("heading", level=1)).to_have_text(f"CTG {get_debut().year}-{get_fin().year}")
    expect(page_large.get_by_text("3\u00a0organisations signataires")).to_be_visible()
    page_large.get_by_text("Les mêmes dates en liste").click()
    expect(page_large.get_by_role("row", name="Signature de la convention")).to_be_visible()
    check(page_large)
    page_large.emulate_media(media="print")
    expect(page_large.locator(".cv-ribbon svg")).to_be_visible()


def test_every_page_of_a_ctg_is_read_by_everyone(live_server, page_large, espace, chargee, ctg):
    projet = create_projet(espace, chargee, nom="La suivante")
    avenant = create_avenant_essai(ctg, chargee, texte_avant="Deux crèches.", texte_apres="Trois crèches.")
    force_login_navigateur(page_large.context, live_server.url, chargee)
    base = f"{live_server.url}/espaces/{espace.pk}/ctg"
    for chemin in (
        f"{projet.pk}/signataires/",
        f"{ctg.pk}/jalons/",
        f"{ctg.pk}/jalons/ajouter/",
        f"{ctg.pk}/modifier/",
        f"{ctg.pk}/signataires/{ctg.signataires.first().pk}/",
        f"{ctg.pk}/signataires/{ctg.signataires.first().pk}/deliberation/",
        f"{ctg.pk}/avenants/",
        f"{ctg.pk}/avenants/ajouter/?nature=adhesion",
        f"{ctg.pk}/avenants/{avenant.pk}/",
        "types-de-jalons/",
    ):
        response = page_large.goto(f"{base}/{chemin}")
        assert response is not None
        assert response.status == 200
        check(page_large)
