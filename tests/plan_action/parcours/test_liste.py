"""The list of a plan is put in order and given its columns with the keyboard alone, on a phone as on a screen."""

import re

import pytest
from playwright.sync_api import expect

from convive.plan_action.models import ColonnesPlan, FicheAction
from tests.navigateur import check
from tests.plan_action.parcours.test_gestes import get_chemin, open_page

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def open_autres_choix(page):
    """The form of the choices, with those that are folded; on a phone, the form itself is."""
    filtrer = page.locator(".cv-filtrer > summary")
    if filtrer.is_visible():
        filtrer.press("Enter")
    choisir = page.get_by_role("search", name="Choisir les actions")
    choisir.locator("summary").press("Enter")
    return choisir


def test_list_is_sorted_and_its_columns_are_chosen_with_the_keyboard(page_large, live_server, plan, chargee):
    page = page_large
    FicheAction.objects.filter(pk=plan.interne.pk).update(priorite="haute")
    open_page(page, live_server, chargee, get_chemin(plan))
    colonnes = page.locator("#colonnes")
    if page.viewport_size["width"] < 500:
        # Cards have no columns to choose.
        expect(colonnes).to_be_hidden()
        return
    colonnes.locator("summary").focus()
    page.keyboard.press("Enter")
    colonnes.get_by_label("Priorité").focus()
    page.keyboard.press("Space")
    check(page)
    colonnes.get_by_role("button", name="Afficher ces colonnes").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("colonnes=.*priorite"))
    assert "priorite" in ColonnesPlan.objects.get().colonnes
    entete = page.get_by_role("columnheader", name="Priorité").get_by_role("link")
    # On a phone the headings come back when the keyboard is among them.
    entete.focus()
    expect(entete).to_be_visible()
    check(page)
    page.keyboard.press("Enter")
    expect(page.locator("[aria-sort=ascending]")).to_contain_text("Priorité")
    expect(page.locator("a.cv-plan__title").first).to_contain_text("Préparer le budget")
    check(page)
    page.get_by_role("link", name="Revenir à l’ordre du plan").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cv-plan__group").first).to_be_visible()
    choisir = open_autres_choix(page)
    choisir.get_by_label("Trier par").select_option("-echeance")
    choisir.get_by_role("button", name="Chercher").press("Enter")
    expect(page.get_by_text("la plus lointaine d’abord. Revenir")).to_be_visible()
    # What is folded away is counted.
    choisir = open_autres_choix(page)
    choisir.get_by_label("Priorité").select_option("haute")
    choisir.get_by_role("button", name="Chercher").press("Enter")
    expect(page.locator("a.cv-plan__title")).to_have_count(1)
    open_autres_choix(page)
    expect(page.get_by_text("Autres critères (2)")).to_be_visible()
    check(page)
