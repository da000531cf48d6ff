"""The pages of a plan at both widths, with axe; a card dragged, an answer given on a phone."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from tests.comptes.factories import force_login_navigateur
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server, page_large, espace, plan, chargee):
    """Logged in, on the plan; nothing may be refused by the content policy on the way."""
    errors: list[str] = []
    page_large.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    force_login_navigateur(page_large.context, live_server.url, chargee)
    page_large.goto(f"{live_server.url}/espaces/{espace.pk}/plan/")
    yield page_large
    assert errors == []


PAGES = {
    "Tableau": ("", "Le tableau du plan"),
    "Frise": ("", "La frise du plan"),
    "Pour qui": ("", "Pour qui, par qui"),
    "Avant la séance": ("Préparer", "Avant la séance"),
    "Nouvelles des pilotes": ("Préparer", "Le point avec les pilotes"),
    "Ce qui n’est pas relié": ("Préparer", "Ce qui manque entre le diagnostic et le plan"),
    "Télécharger": ("Préparer", None),
    "Ajouter et déplacer": ("Organiser", None),
    "Les niveaux": ("Organiser", None),
    "Importer": ("Organiser", None),
}


def go(page, lien: str) -> None:
    """By the row of pages; what is folded is unfolded first, with the keyboard."""
    menu = PAGES[lien][0]
    row = page.get_by_role("navigation", name="Le plan d’actions")
    if menu:
        row.locator("summary", has_text=menu).focus()
        page.keyboard.press("Enter")
    row.get_by_role("link", name=lien).click()


def test_every_page_of_the_plan(page):
    check(page)
    for lien, (menu, titre) in PAGES.items():
        go(page, lien)
        if titre:
            expect(page.get_by_role("heading", name=titre, level=1)).to_be_visible()
        if menu:
            row = page.get_by_role("navigation", name="Le plan d’actions")
            expect(row.locator("summary", has_text=menu)).to_contain_text(lien)
        check(page)


def test_choices_of_the_list_are_kept_under_a_name(page):
    filtrer = page.locator("summary", has_text="Chercher")
    if filtrer.is_visible():  # on a phone
        filtrer.click()
    page.get_by_role("search", name="Choisir les actions").get_by_label("Statut").select_option("en_cours")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_text("Enregistrer ces choix sous un nom").click()
    page.get_by_label("Nom de la vue").fill("En cours")
    page.get_by_label("Ouvrir le plan sur cette vue").check()
    check(page)
    page.get_by_role("button", name="Enregistrer cette vue").click()
    expect(
        page.get_by_role("navigation", name="Vues enregistrées").get_by_role("link", name="En cours")
    ).to_have_attribute("aria-current", "true")
    check(page)
    page.get_by_role("navigation", name="Vues enregistrées").get_by_role("link", name="Tout le plan").click()
    expect(page.get_by_role("link", name=re.compile("Faire circuler le relais")).first).to_be_visible()
    page.get_by_role("link", name="Gérer les vues enregistrées").click()
    page.get_by_text("Renommer, partager, supprimer").click()
    check(page)
    page.get_by_role("button", name="Supprimer cette vue").click()
    expect(page.get_by_text("Aucune vue enregistrée")).to_be_visible()
    check(page)


def test_page_of_an_action(page, plan):
    page.get_by_role("link", name=re.compile(plan.complete.titre)).first.click()
    expect(page.get_by_role("heading", name=plan.complete.titre, level=1)).to_be_visible()
    check(page)


def test_card_dropped_on_another_status_asks_what_it_needs(page, plan):
    go(page, "Tableau")
    card = page.locator(f"[data-cle='{plan.complete.pk}']")
    transfert = page.evaluate_handle("new DataTransfer()")
    card.dispatch_event("dragstart", {"dataTransfer": transfert})
    colonne = page.locator("[data-statut='bloquee']")
    colonne.dispatch_event("dragover", {"dataTransfer": transfert})
    expect(colonne).to_have_class(re.compile("is-cible"))
    colonne.dispatch_event("drop", {"dataTransfer": transfert})
    expect(page).to_have_url(re.compile(r"/statut/\?vers=bloquee$"))
    check(page)


def test_pilote_answers_on_a_phone(page, live_server, plan):
    personne = plan.complete.pilotes.get()
    personne.email = "pilote@exemple.test"
    personne.save()
    go(page, "Nouvelles des pilotes")
    page.get_by_role("button", name="Envoyer les liens").click()
    expect(page.get_by_text("lien envoyé le")).to_be_visible()
    words = mail.outbox[-1].body.split()
    adresse = next(word for word in words if "/lien/" in word)
    page.context.clear_cookies()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(re.sub(r"^https?://[^/]+", live_server.url, adresse))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Où en est")
    check(page)
    page.get_by_text("Appuis nécessaires").click()
    page.get_by_label(re.compile("Qu’est-ce qui a été fait")).fill("Le terrain est choisi.")
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.get_by_role("heading", name="C’est fait, merci")).to_be_visible()
    check(page)
