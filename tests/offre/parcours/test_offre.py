"""A service enters annexe 2, the map and the table of competences; a file comes in and goes: eyes, keyboard and axe."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from convive.espaces.selectors.espace import get_perimetre_espace
from tests.acteurs.factories import create_organisation_essai
from tests.comptes.factories import force_login_navigateur
from tests.espaces.parcours.test_espaces import press_tab_until
from tests.navigateur import check
from tests.offre.factories import create_cof_essai, create_service_essai
from tests.offre.territoire import install

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server, page_large, espace, chargee):
    """Logged in, on the inventory; nothing may be refused by the content policy on the way."""
    errors: list[str] = []
    page_large.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    force_login_navigateur(page_large.context, live_server.url, chargee)
    page_large.goto(f"{live_server.url}/espaces/{espace.pk}/offre/")
    yield page_large
    assert errors == []


def test_service_is_added_and_enters_annexe_2(page, espace):
    create_organisation_essai(espace, "Mairie de Civray", type="commune")
    check(page)
    page.get_by_role("link", name="Ajouter un premier service").click()
    check(page)
    page.get_by_label("Nom", exact=True).fill("Les Roudoudous")
    page.get_by_label("Type", exact=True).select_option("Multi-accueil")
    page.get_by_label(re.compile("^Places")).fill("vingt")
    page.get_by_role("button", name="Ajouter le service").click()
    expect(page.get_by_role("alert")).to_contain_text("nombre entier")
    check(page)
    page.get_by_label(re.compile("^Places")).fill("20")
    page.get_by_role("button", name="Ajouter le service").click()
    expect(page.get_by_role("heading", name="Les Roudoudous", level=1)).to_be_visible()
    check(page)
    page.get_by_role("link", name=re.compile("Noter l’année")).click()
    check(page)
    page.get_by_label(re.compile("^Heures réalisées")).fill("31000")
    page.get_by_label(re.compile("^Collectivité 1")).select_option("Mairie de Civray")
    page.get_by_role("button", name="Enregistrer l’année").click()
    expect(page.get_by_text("Mairie de Civray").first).to_be_visible()
    page.get_by_role("link", name="Annexe 2").click()
    expect(page.get_by_text(re.compile("1.service soutenu"))).to_be_visible()
    check(page)


def test_conventions_and_competences_are_read_and_filled(page, espace):
    create_cof_essai(espace, create_service_essai(espace), fin=date(2190, 1, 1))
    create_organisation_essai(espace, "Pays", type="epci")
    page.get_by_role("link", name="Conventions avec la Caf").click()
    check(page)
    page.get_by_role("link", name="2024-117").click()
    check(page)
    page.get_by_role("link", name="Petite enfance", exact=True).click()
    check(page)
    page.get_by_role("link", name="Remplir le tableau d’un coup").click()
    check(page)
    page.get_by_label(re.compile("^Exercées par")).select_option("Pays")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="Qui organise quoi")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Types").click()
    check(page)


def test_map_is_walked_with_the_keyboard(page, espace, monkeypatch):
    install(monkeypatch, [commune.code for commune in get_perimetre_espace(espace).communes])
    create_service_essai(espace, "Relais", "rpe", code_commune="86078")
    create_service_essai(espace, "Les Roudoudous", code_commune="86078")
    page.get_by_role("link", name="Carte").click()
    carte = page.get_by_role("region", name="Carte des services")
    expect(carte).to_be_visible()
    expect(carte.locator("path.cv-carte__commune").first).to_be_visible()
    check(page)
    lieu = carte.get_by_role("button", name=re.compile("2 services"))
    lieu.focus()
    page.keyboard.press("Enter")
    lien = carte.get_by_role("link", name="Les Roudoudous")
    expect(lien).to_be_visible()
    check(page)
    page.get_by_role("link", name="Besoins et offre").click()
    expect(page.get_by_text("places pour 100 enfants").first).to_be_visible()
    check(page)


def test_file_comes_in_and_goes(page):
    page.get_by_role("link", name="Importer, exporter").click()
    check(page)
    contenu = "Service;Type;Places\nRelais;rpe;\nCrèche;Garderie;12\n".encode()
    page.get_by_label("Fichier à importer").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": contenu}
    )
    page.get_by_role("button", name="Relire ce fichier").click()
    expect(page.get_by_text("n’est pas un type de l’espace").first).to_be_visible()
    check(page)
    page.get_by_label("Importer seulement les lignes correctes").check()
    page.get_by_role("button", name="Importer", exact=True).click()
    expect(page.get_by_text("Fichier importé.")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Annuler cet import").click()
    expect(page.get_by_text("Tout a été défait")).to_be_visible()
    page.goto(page.url.split("/imports/")[0] + "/listes-officielles/")
    expect(page.get_by_text("Aucun lieu connu ici")).to_be_visible()
    check(page)


def test_conventions_come_in_with_the_keyboard_alone(page, espace):
    create_service_essai(espace, "Relais", "rpe", code_commune="86078")
    page.goto(f"{page.url}conventions/imports/")
    check(page)
    relire = page.get_by_role("button", name="Relire ce fichier")
    press_tab_until(page, relire)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").first).to_contain_text("Choisissez un fichier.")
    check(page)
    contenu = "Numéro;Service;Du;Au\n24-117;Relais;01/01/2024;31/12/2027\n24-118;Inconnu;01/01/2024;hier\n".encode()
    page.get_by_label("Fichier à importer").set_input_files(
        {"name": "cof.csv", "mimeType": "text/csv", "buffer": contenu}
    )
    press_tab_until(page, relire)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("cof.csv")
    check(page)
    choix = page.get_by_label("Importer seulement les lignes correctes")
    choix.focus()
    page.keyboard.press("Space")
    press_tab_until(page, page.get_by_role("button", name="Importer", exact=True), limit=80)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Fichier importé.")).to_be_visible()
    check(page)
    press_tab_until(page, page.get_by_role("button", name="Annuler cet import"), limit=80)
    page.keyboard.press("Enter")
    expect(page.get_by_text("les conventions créées ont été retirées")).to_be_visible()
    check(page)
