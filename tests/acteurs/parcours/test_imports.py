"""A spreadsheet kept by someone else comes in, and goes out: in a browser, for eyes, keyboard and axe."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from convive.acteurs.models import Organisation, Personne
from tests.comptes.factories import force_login_navigateur
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]

LIGNES = (
    ["Répertoire des partenaires enfance-jeunesse – version du 12/03/2026"],
    [],
    [
        "Nom de la structure *",
        "Catégorie",
        "N° SIRET",
        "Ville",
        "Tél. (fixe)",
        "Contact (NOM)",
        "Prénom",
        "Joindre",
        "?",
    ],
    ["Mairie de Civray", "mairie", None, "Civray", 549001122, "TALLEMIN", "Odile", "o.tallemin@exemple.fr", "a"],
    ["Ludothèque La Marelle", "Asso", 35600000000049, "Civray", "", "", "", "", ""],
)


def write_classeur(dossier: Path) -> Path:
    classeur = openpyxl.Workbook()
    for ligne in LIGNES:
        classeur.active.append(ligne)
    contenu = io.BytesIO()
    classeur.save(contenu)
    fichier = dossier / "répertoire 2026.xlsx"
    fichier.write_bytes(contenu.getvalue())
    return fichier


def press(page: Page, nom: str) -> None:
    """With the keyboard alone."""
    page.get_by_role("button", name=nom).focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def test_unknown_spreadsheet_is_mapped_checked_imported_undone(live_server, page_large, espace, chargee, tmp_path):
    page, base = page_large, f"{live_server.url}/espaces/{espace.pk}/acteurs/"
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(base)
    page.get_by_text("Mises à jour", exact=True).click()
    page.get_by_role("link", name="Importer, exporter").click()
    check(page)
    press(page, "Relire ce fichier")
    expect(page.get_by_role("alert").first).to_contain_text("Choisissez un fichier.")
    check(page)
    page.get_by_label("Fichier à importer").set_input_files(write_classeur(tmp_path))
    press(page, "Relire ce fichier")
    # Every cell that is wrong is said with its row and its column; nothing is written.
    expect(page.get_by_text("Le SIRET 35600000000049 n’existe pas")).to_be_visible()
    expect(page.get_by_text("2\u00a0colonnes du fichier ne sont pas reprises")).to_be_visible()
    check(page)
    page.get_by_label("E-mail du contact").select_option(label="Joindre (ex.\u00a0: o.tallemin@exemple.fr)")
    check(page)
    press(page, "Relire avec ces colonnes")
    press(page, "Importer")
    expect(page.get_by_text("vous avez choisi tout ou rien")).to_be_visible()
    check(page)
    page.get_by_label("Importer seulement les lignes correctes").focus()
    page.keyboard.press("Space")
    press(page, "Importer")
    expect(page.get_by_text("Fichier importé.")).to_be_visible()
    expect(page.get_by_text(re.compile("laissé de côté\u00a0: 1\u00a0ligne"))).to_be_visible()
    check(page)
    mairie = Organisation.objects.get()
    assert (mairie.nom, mairie.type, mairie.telephone) == ("Mairie de Civray", "commune", "")
    contact = Personne.objects.get()
    assert (str(contact), contact.email) == ("Odile TALLEMIN", "o.tallemin@exemple.fr")
    press(page, "Annuler cet import")
    expect(page.get_by_text("Tout a été défait")).to_be_visible()
    check(page)
    assert not Organisation.objects.exists()
