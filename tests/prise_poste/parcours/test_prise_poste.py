"""A chargée begins her path, places herself on the grid with the keyboard, proposes her lettre: in a browser."""

import pytest
from playwright.sync_api import expect

from convive.prise_poste.models import AutoEvaluation, LettreMission, PrisePoste
from tests.comptes.factories import force_login_navigateur
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def open_poste(live_server, page, espace, compte, suite: str = ""):
    force_login_navigateur(page.context, live_server.url, compte)
    page.goto(f"{live_server.url}/espaces/{espace.pk}/prise-de-poste/{suite}")
    return page


def test_a_path_begins_and_a_step_is_put_aside(live_server, page_large, espace, chargee):
    page = open_poste(live_server, page_large, espace, chargee)
    check(page)
    page.get_by_role("button", name="Commencer mon parcours").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Aujourd’hui, vous pouvez…")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Ouvrir votre veille", exact=True).click()
    page.get_by_text("Écarter cette étape").click()
    page.get_by_label("Pourquoi vous l’écartez").fill("La direction en tient une.")
    page.get_by_role("button", name="Écarter l’étape").click()
    expect(page.get_by_text("La direction en tient une.")).to_be_visible()
    check(page)
    assert PrisePoste.objects.get(compte=chargee).etapes.get().choix == "ecartee"


def test_the_grid_is_saved_as_one_goes_with_the_keyboard(live_server, page_large, espace, chargee):
    page = open_poste(live_server, page_large, espace, chargee, "ou-j-en-suis/")
    page.get_by_role("button", name="Remplir la grille").click()
    check(page)
    ligne = page.get_by_role("group", name="S1 Les institutions et qui est compétent pour quoi")
    ligne.get_by_label("Pas encore répondu").focus()
    page.keyboard.press("ArrowLeft")
    expect(ligne.get_by_label("4 – Je transmets")).to_be_checked()
    expect(page.locator("#etat")).to_contain_text("Enregistré.")
    # A closed tab loses nothing.
    page.reload()
    expect(ligne.get_by_label("4 – Je transmets")).to_be_checked()
    page.get_by_role("button", name="Terminer").click()
    expect(page.get_by_role("img", name="Radar des compétences, de 0 au centre à 4 au bord")).to_be_visible()
    check(page)
    assert AutoEvaluation.objects.get(compte=chargee).terminee_le is not None


def test_a_lettre_is_proposed_and_the_roles_are_read(live_server, page_large, espace, chargee, ctg):
    page = open_poste(live_server, page_large, espace, chargee, "lettres/")
    check(page)
    page.get_by_role("button", name="Écrire la lettre").click()
    page.get_by_role("link", name="Ajouter un objectif").click()
    check(page)
    page.get_by_label("Résultat attendu").fill("Deux COPIL tenus")
    page.get_by_role("button", name="Enregistrer l’objectif").click()
    expect(page.get_by_role("link", name="Deux COPIL tenus")).to_be_visible()
    check(page)
    page.goto(f"{live_server.url}/espaces/{espace.pk}/acteurs/")
    page.get_by_role("link", name="Qui fait quoi").first.click()
    check(page)
    page.get_by_role("link", name="Modifier", exact=True).click()
    check(page)
    page.get_by_label("Élu·es, Orientations, arbitrages").select_option("C")
    page.get_by_role("button", name="Enregistrer le tableau").click()
    expect(page.get_by_text("Personne ne répond du résultat").first).to_be_visible()
    assert LettreMission.objects.get().objectifs.count() == 1
