"""A note is frozen before a committee, compared and verified months later: with the keyboard alone, and for axe."""

import pytest
from playwright.sync_api import Page, expect

from convive.documents.models import Gel
from convive.espaces.models import Note
from tests.comptes.factories import force_login_navigateur
from tests.documents.factories import create_note
from tests.espaces.parcours.test_espaces import press_tab_to
from tests.navigateur import check_deux_largeurs

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_a_note_is_frozen_compared_and_verified_with_the_keyboard(live_server, page_web: Page, espace, chargee) -> None:
    note = create_note(espace, chargee, texte="# Accueil\n\nDeux relais ouverts toute la semaine.\n\n- un\n- deux")
    force_login_navigateur(page_web.context, live_server.url, chargee)
    page_web.goto(f"{live_server.url}/espaces/{espace.pk}/carnet/{note.pk}/")
    press_tab_to(page_web, "Garder la version d’aujourd’hui", "link", 80)
    page_web.keyboard.press("Enter")
    press_tab_to(page_web, "Pourquoi la garder", "textbox")
    check_deux_largeurs(page_web)
    page_web.keyboard.type("Présentée au comité de pilotage")
    page_web.keyboard.press("Enter")
    expect(page_web.get_by_text("Version gardée le")).to_be_visible()
    gel = Gel.objects.get()
    assert gel.motif == "Présentée au comité de pilotage"

    press_tab_to(page_web, "Vérifier", "button", 80)
    page_web.keyboard.press("Enter")
    expect(page_web.get_by_text("Intact", exact=True)).to_be_visible()
    check_deux_largeurs(page_web)

    Note.objects.update(texte="# Accueil\n\nTrois relais ouverts toute la semaine.\n\n- un\n- deux")
    press_tab_to(page_web, "Comparer avec aujourd’hui", "link")
    page_web.keyboard.press("Enter")
    expect(page_web.locator("del.cv-del", has_text="Deux")).to_be_visible()
    expect(page_web.locator("ins.cv-ins", has_text="Trois")).to_be_visible()
    check_deux_largeurs(page_web)

    page_web.goto(f"{live_server.url}/espaces/{espace.pk}/documents/etats-figes/")
    check_deux_largeurs(page_web)
    press_tab_to(page_web, "Réunion des crèches", "link")
    page_web.keyboard.press("Enter")
    press_tab_to(page_web, "Supprimer", "link")
    page_web.keyboard.press("Enter")
    press_tab_to(page_web, "Pourquoi la supprimer", "textbox")
    check_deux_largeurs(page_web)
    page_web.keyboard.type("Figée par erreur")
    page_web.keyboard.press("Enter")
    expect(page_web.get_by_text("Aucune version gardée pour l’instant")).to_be_visible()
    assert not Gel.objects.exists()
