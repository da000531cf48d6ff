"""The diagnosis on one sheet, and the page by which its sources come: eyes, keyboard, axe and paper."""

import io
from datetime import date

import pypdf
import pytest
from playwright.sync_api import Page, expect

from convive.diagnostic.actions.enjeu import SaisieDecision, record_decision
from convive.diagnostic.exports.une_page import MAX_CONSTATS, MAX_ENJEUX
from tests.comptes.factories import CompteFactory, force_login_navigateur
from tests.diagnostic.factories import create_constat_essai, create_enjeu_essai
from tests.espaces.parcours.test_espaces import press_tab_until
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]

CONSTAT = "Une famille sur trois attend plus de six mois une place d’accueil, et deux communes n’en offrent aucune."
MOTIF = "Le besoin est le plus fort, les communes en ont la compétence, la Caf et la MSA y sont prêtes."


def press(page: Page, nom: str) -> None:
    press_tab_until(page, page.get_by_role("button", name=nom), limit=80)
    page.keyboard.press("Enter")


def test_diagnosis_on_one_page_is_one_sheet_of_paper(live_server, page_large, espace, chargee, chiffres_base):
    """As full as it gets: its six figures, as many constats and enjeux as it shows, each as long as people write."""
    page = page_large
    for rang in range(MAX_CONSTATS + 2):
        create_constat_essai(espace, f"{CONSTAT} ({rang})", partage=True)
    for rang in range(MAX_ENJEUX + 1):
        enjeu = create_enjeu_essai(espace, f"Accueillir les tout-petits près de chez eux, partout ({rang})")
        saisie = SaisieDecision("retenu", MOTIF, "Comité de pilotage", date(2026, 6, 12))
        record_decision(by=chargee, enjeu=enjeu, saisie=saisie)
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(f"{live_server.url}/espaces/{espace.pk}/diagnostic/une-page/")
    check(page)
    pages = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    texte = " ".join(feuille.extract_text() for feuille in pages)
    assert f"({MAX_ENJEUX - 1})" in texte
    assert "Comité de pilotage" in texte
    assert len(pages) == 1
    # Nothing is so small that it cannot be read.
    page.emulate_media(media="print")
    tailles = page.evaluate(
        "[...document.querySelectorAll('.cv-une-page :is(p, li, small, span, b)')].filter(e => e.offsetParent)"
        ".map(e => parseFloat(getComputedStyle(e).fontSize) * 0.75)"
    )
    assert min(tailles) >= 7.5
    page.emulate_media(media="screen")
    with page.expect_download() as recu:
        press(page, "PDF : télécharger cette page")
    assert recu.value.suggested_filename.endswith(".pdf")


def test_sources_are_chosen_with_the_keyboard_alone(live_server, page_large, settings, tmp_path):
    page = page_large
    settings.DEPOT_DIR = None
    admin = CompteFactory(is_staff=True)
    force_login_navigateur(page.context, live_server.url, admin)
    adresse = f"{live_server.url}/sources/telecharger/"
    page.goto(adresse)
    expect(page.get_by_text("Il manque un dossier")).to_be_visible()
    check(page)
    settings.DEPOT_DIR = tmp_path
    page.goto(adresse)
    check(page)
    source = page.get_by_role("checkbox").first
    press_tab_until(page, source)
    coche = source.is_checked()
    page.keyboard.press("Space")
    assert source.is_checked() != coche
    # Pressed, the button would begin a real download: that it is within reach is enough here.
    press_tab_until(page, page.get_by_role("button", name="Télécharger en arrière-plan"), limit=80)
    check(page)
