"""Attach a file, be refused one, open it, remove it; ask for a long document, fetch it: with the keyboard, and axe."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from convive.documents import registre
from convive.documents.models import EtatTravail, PieceJointe, Travail
from tests.comptes.factories import force_login_navigateur
from tests.documents.factories import create_note
from tests.documents.fichiers import PDF
from tests.espaces.parcours.test_espaces import press_tab_to
from tests.navigateur import check_deux_largeurs

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def choose_file(page: Page, fichier: Path) -> None:
    press_tab_to(page, "^Fichier", "button")
    champ = page.locator("input[type=file]")
    expect(champ).to_be_focused()
    with page.expect_file_chooser() as chooser:
        champ.press("Space")
    chooser.value.set_files(fichier)


def press(page: Page, name: str, role: str = "button", limit: int = 60) -> None:
    press_tab_to(page, name, role, limit)
    page.keyboard.press("Enter")


def test_attachment_is_added_refused_opened_and_removed_with_the_keyboard(
    live_server, page_web: Page, espace, chargee, tmp_path: Path
) -> None:
    page_html, bilan = tmp_path / "page.html", tmp_path / "Bilan.pdf"
    page_html.write_text("<html><body>Bonjour</body></html>", encoding="utf-8")
    bilan.write_bytes(PDF)
    force_login_navigateur(page_web.context, live_server.url, chargee)
    page_web.goto(f"{live_server.url}/espaces/{espace.pk}/documents/pieces-jointes/")
    check_deux_largeurs(page_web)
    press(page_web, "Joindre un fichier", "link")
    choose_file(page_web, page_html)
    press_tab_to(page_web, "^Description", "textbox")
    page_web.keyboard.type("Ce que nous avons fait.")
    press(page_web, "^Joindre$")
    expect(page_web.get_by_role("link", name="Fichier")).to_be_visible()
    expect(page_web.get_by_text("Une page web ou un dessin SVG").first).to_be_visible()
    expect(page_web.get_by_label("Description")).to_have_value("Ce que nous avons fait.")
    check_deux_largeurs(page_web)
    choose_file(page_web, bilan)
    press(page_web, "^Joindre$")
    expect(page_web.get_by_role("heading", level=1)).to_have_text("Les pièces jointes")
    check_deux_largeurs(page_web)
    press(page_web, "^Bilan$", "link")
    expect(page_web.get_by_role("heading", level=1)).to_have_text("Bilan")
    check_deux_largeurs(page_web)
    with page_web.expect_download() as download:
        press(page_web, "^Télécharger", "link")
    assert Path(download.value.path()).read_bytes() == PDF
    press(page_web, "^Retirer", "link")
    check_deux_largeurs(page_web)
    press(page_web, "^Retirer$")
    expect(page_web.get_by_role("heading", name="La corbeille")).to_be_visible()
    check_deux_largeurs(page_web)
    assert PieceJointe.objects.get().date_suppression


def test_long_document_is_asked_followed_and_fetched_with_the_keyboard(
    live_server, page_web: Page, espace, chargee, monkeypatch
) -> None:
    monkeypatch.setattr(registre, "PAGES_DIRECTES", -1)
    create_note(espace, chargee, texte="Un mot des familles.")
    force_login_navigateur(page_web.context, live_server.url, chargee)
    page_web.goto(f"{live_server.url}/espaces/{espace.pk}/documents/")
    check_deux_largeurs(page_web)
    # The carnet is not among the first: one looks for it, then opens its menu.
    page_web.get_by_role("searchbox", name="Quel document").fill("carnet")
    page_web.keyboard.press("Enter")
    expect(page_web.get_by_role("link", name="Tous les documents")).to_be_visible()
    menu = page_web.locator("#document-carnet summary")
    menu.focus()
    page_web.keyboard.press("Enter")
    check_deux_largeurs(page_web)
    press(page_web, "^DOCX", limit=200)
    # Without a worker the job runs in the request: the first rendering of a process loads its programs.
    expect(page_web.get_by_role("heading", level=1)).to_have_text("Tout le carnet (DOCX)", timeout=30_000)
    check_deux_largeurs(page_web)
    with page_web.expect_download() as download:
        press(page_web, "^Télécharger", "link")
    assert re.fullmatch(r"[\d-]{10}-carnet-civraisien-en-poitou\.docx", download.value.suggested_filename)
    # The page of a job whose worker is silent, then of one that failed: a button tries again.
    Travail.objects.update(etat=EtatTravail.EN_COURS, fichier="", battement="2026-01-01T00:00:00Z", progression=30)
    page_web.reload()
    expect(page_web.get_by_text("La préparation s’est interrompue")).to_be_visible()
    check_deux_largeurs(page_web)
    press(page_web, "^Recommencer$")
    expect(page_web.get_by_role("link", name=re.compile("^Télécharger"))).to_be_visible(timeout=30_000)
    press(page_web, "^Documents en préparation$", "link")
    expect(page_web.get_by_role("heading", level=1)).to_have_text("Documents en préparation")
    check_deux_largeurs(page_web)


def test_gallery_of_documents_is_accessible(live_server, page_web: Page, db) -> None:
    page_web.goto(f"{live_server.url}/ui/documents/")
    check_deux_largeurs(page_web)
