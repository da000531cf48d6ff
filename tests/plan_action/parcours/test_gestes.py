"""The gestures of a plan with a real mouse, the keyboard alone, and without network."""

import re
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from convive.plan_action.models import EtapeFiche, FicheAction, MeteoFiche
from tests.brouillon import wait_for_draft
from tests.comptes.factories import force_login_navigateur
from tests.navigateur import check
from tests.plan_action.factories import create_fiche, create_personne

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def open_page(page: Page, live_server, compte, chemin: str) -> None:
    force_login_navigateur(page.context, live_server.url, compte)
    page.goto(f"{live_server.url}{chemin}")


def get_chemin(plan, suite: str = "") -> str:
    return f"/espaces/{plan.ctg.espace_id}/plan/{f'ctg/{plan.ctg.pk}/{suite}' if suite else ''}"


def drag(page: Page, what: Locator, to: Locator) -> None:
    """As a hand does: press, move a little, move there, let go near the top."""
    to.scroll_into_view_if_needed()
    what.scroll_into_view_if_needed()
    start = what.bounding_box()
    assert start
    # By its corner: the middle of a card may be a list of choices, which keeps the mouse for itself.
    x, y = start["x"] + 8, start["y"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 6, y + 6, steps=3)
    end = to.bounding_box()
    assert end
    page.mouse.move(end["x"] + min(end["width"] / 2, 80), end["y"] + min(end["height"] / 2, 60), steps=12)
    page.mouse.up()


def list_titres(page: Page) -> list[str]:
    """Those of the objective, under it."""
    return [ligne.inner_text() for ligne in page.locator(".cv-arbre__rang-3 .cv-arbre__nom a").all()]


def test_line_of_the_tree_follows_the_mouse_then_the_arrows(page_large, live_server, plan, chargee):
    page = page_large
    # On a phone a line has no handle: its buttons do the same.
    page.set_viewport_size({"width": 1280, "height": 1000})
    create_fiche(plan.ctg, "Ouvrir une ludothèque", noeud=plan.objectif, ordre=2)
    open_page(page, live_server, chargee, get_chemin(plan, "organiser/"))
    lines = page.locator(".cv-arbre__fiche.cv-arbre__rang-3")
    assert list_titres(page)[:2] == ["Créer vingt places", "Ouvrir une ludothèque"]
    drag(page, lines.nth(1).locator(".cv-arbre__poignee"), lines.nth(0))
    expect(page.get_by_text("Dernière action")).to_be_visible()
    assert list_titres(page)[:2] == ["Ouvrir une ludothèque", "Créer vingt places"]
    # Back, with the keyboard: the line that moved has the focus.
    page.keyboard.press("Alt+ArrowDown")
    expect(lines.nth(0)).to_contain_text("Créer vingt places")
    expect(page.locator(":focus")).to_contain_text("Ouvrir une ludothèque")
    page.keyboard.press("Alt+ArrowUp")
    expect(lines.nth(0)).to_contain_text("Ouvrir une ludothèque")
    page.get_by_role("button", name="Annuler cette modification").click()
    expect(lines.nth(0)).to_contain_text("Créer vingt places")
    check(page)


def test_card_of_the_board_follows_the_mouse(page_large, live_server, plan, chargee):
    page = page_large
    # On a phone one slides from column to column: the menu of the card does it there.
    page.set_viewport_size({"width": 1280, "height": 1000})
    open_page(page, live_server, chargee, get_chemin(plan, "tableau/"))
    card = page.locator(f"[data-cle='{plan.complete.pk}']")
    drag(page, card, page.locator("[data-statut='a_preparer']"))
    expect(page.locator("#annonces")).to_contain_text("Une action ne passe pas directement")
    drag(page, card, page.locator("[data-statut='bloquee']"))
    expect(page).to_have_url(re.compile(r"/statut/\?vers=bloquee$"))


def test_several_actions_are_changed_with_the_keyboard_alone(page_large, live_server, plan, chargee):
    page = page_large
    open_page(page, live_server, chargee, get_chemin(plan))
    boxes = page.locator("input[name=fiche]")
    boxes.nth(1).focus()
    page.keyboard.press("Space")
    boxes.nth(2).focus()
    page.keyboard.press("Space")
    bar = page.get_by_role("form", name="Modifier les actions cochées")
    expect(bar).to_contain_text("2 actions cochées")
    check(page)
    bar.locator("summary").press("Enter")
    bar.get_by_role("button", name="Priorité").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Modifier plusieurs actions", level=1)).to_be_visible()
    page.get_by_label("Priorité (facultatif)").select_option("haute")
    check(page)
    page.get_by_role("button", name=re.compile("Modifier 2")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 actions ont changé")).to_be_visible()
    assert FicheAction.objects.filter(priorite="haute").count() == 2
    check(page)
    page.get_by_role("button", name="Tout annuler").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("C’est annulé")).to_be_visible()
    assert not FicheAction.objects.filter(priorite="haute").exists()


def test_section_written_without_network_is_kept(page_large, live_server, plan, chargee):
    page, fiche = page_large, plan.complete
    chemin = f"/espaces/{fiche.espace_id}/plan/actions/{fiche.pk}/"
    open_page(page, live_server, chargee, f"{chemin}?section=description")
    texte = "Écrit dans une salle de village, sans réseau."
    zone = page.locator("#edition-description textarea")
    zone.fill(texte)
    page.context.set_offline(True)
    page.locator("#edition-description").get_by_role("button", name="Enregistrer", exact=True).last.click()
    expect(page.get_by_text("rien n’est perdu")).to_be_visible()
    expect(zone).to_have_value(texte)
    page.context.set_offline(False)
    page.goto(f"{live_server.url}{chemin}?section=description")
    page.get_by_role("button", name="Reprendre ce brouillon").click()
    expect(zone).to_have_value(texte)
    page.locator("#edition-description").get_by_role("button", name="Enregistrer", exact=True).last.click()
    expect(page.locator("#section-description")).to_contain_text(texte)
    page.goto(f"{live_server.url}{chemin}?section=description")
    expect(page.locator("#edition-description").get_by_text("Un brouillon est resté")).to_be_hidden()


def test_rows_written_without_network_keep_their_dates(page_large, live_server, plan, chargee):
    page, fiche = page_large, plan.complete
    adresse = f"/espaces/{fiche.espace_id}/plan/actions/{fiche.pk}/?section=etapes"
    open_page(page, live_server, chargee, adresse)
    libelle, jour = page.locator("#edition-etapes input[type=text]").first, page.locator("[name$=echeance]").first
    libelle.fill("Visiter l’ancienne école")
    jour.fill("2027-05-05")
    wait_for_draft(page, "Visiter l’ancienne école", "2027-05-05")
    page.context.set_offline(True)
    page.context.set_offline(False)
    page.goto(f"{live_server.url}{adresse}")
    expect(libelle).to_have_value("")
    page.get_by_role("button", name="Reprendre ce brouillon").click()
    expect(libelle).to_have_value("Visiter l’ancienne école")
    expect(jour).to_have_value("2027-05-05")


def test_row_added_then_lost_before_saving_comes_back(page_large, live_server, plan, chargee):
    page, fiche = page_large, plan.complete
    adresse = f"/espaces/{fiche.espace_id}/plan/actions/{fiche.pk}/?section=etapes"
    open_page(page, live_server, chargee, adresse)
    edition = page.locator("#edition-etapes")
    lignes = edition.locator(".cv-lignes > li")
    expect(lignes).to_have_count(2)
    edition.get_by_role("button", name="Ajouter une ligne").click()
    expect(lignes).to_have_count(3)
    lignes.nth(2).get_by_label("Étape", exact=False).first.fill("Signer le bail")
    lignes.nth(2).locator("[name$=echeance]").fill("2027-05-05")
    wait_for_draft(page, "Signer le bail", "2027-05-05")
    page.context.set_offline(True)
    page.context.set_offline(False)
    page.goto(f"{live_server.url}{adresse}")
    expect(lignes).to_have_count(2)
    page.get_by_role("button", name="Reprendre ce brouillon").click()
    expect(lignes).to_have_count(3)
    expect(lignes.nth(2).locator("legend")).to_contain_text("Étape 3")
    expect(lignes.nth(2).locator("[name$=libelle]")).to_have_value("Signer le bail")
    check(page)
    edition.get_by_role("button", name="Enregistrer", exact=True).last.click()
    expect(page.locator("#section-etapes")).to_contain_text("Signer le bail")
    assert EtapeFiche.objects.get(fiche=fiche).echeance == date(2027, 5, 5)
    page.goto(f"{live_server.url}{adresse}")
    expect(edition.get_by_text("Un brouillon est resté")).to_be_hidden()


def test_elue_gives_her_meteo_with_one_finger(page_large, live_server, plan, elue):
    page = page_large
    personne = create_personne(plan.ctg.espace, "Maire", email=elue.email)
    FicheAction.objects.filter(pk=plan.complete.pk).update(elu_referent=personne)
    open_page(page, live_server, elue, f"/espaces/{plan.ctg.espace_id}/plan/mon-mandat/")
    page.set_viewport_size({"width": 360, "height": 740})
    check(page)
    button = page.get_by_role("button", name=re.compile("Appuis nécessaires"))
    box = button.bounding_box()
    assert box
    assert box["height"] >= 44
    button.click()
    expect(page.get_by_text("Votre météo est donnée")).to_be_visible()
    assert MeteoFiche.objects.get().regard == "elu"
    check(page)
