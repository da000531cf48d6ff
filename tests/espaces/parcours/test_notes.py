"""Two people write the same note at once, and a tab closes too early: in a browser, for eyes, keyboard and axe."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from convive.espaces.models import Note
from tests.brouillon import wait_for_draft
from tests.comptes.factories import force_login_navigateur
from tests.espaces.factories import create_note_essai
from tests.espaces.parcours.test_espaces import press_tab_to
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]
DEPART = "Un compte rendu part dans les huit jours.\n\nLes réunions finissent à 17 h.\n\nOn se dit les choses avant."


@pytest.fixture
def ordinateur(navigateur: Browser) -> Iterator[BrowserContext]:
    context = navigateur.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    yield context
    context.close()


@pytest.fixture
def telephone(navigateur: Browser) -> Iterator[BrowserContext]:
    context = navigateur.new_context(viewport={"width": 360, "height": 800}, locale="fr-FR")
    yield context
    context.close()


@pytest.fixture
def note(espace) -> Note:
    return create_note_essai(espace, "Comment nous travaillons", DEPART)


def open_form(context: BrowserContext, live_server, compte, note: Note) -> Page:
    page = context.new_page()
    force_login_navigateur(page.context, live_server.url, compte)
    page.goto(f"{live_server.url}/espaces/{note.espace_id}/carnet/{note.pk}/modifier/")
    return page


def write(page: Page, avant: str, apres: str) -> None:
    champ = page.get_by_label("Texte", exact=False).first
    champ.fill(champ.input_value().replace(avant, apres))


def save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer").click()


def test_two_people_write_in_two_places_and_are_joined(live_server, ordinateur, telephone, note, chargee, directeur):
    ici = open_form(ordinateur, live_server, chargee, note)
    la = open_form(telephone, live_server, directeur, note)
    write(la, "17 h", "16 h 30")
    save(la)
    write(ici, "huit jours", "dix jours")
    save(ici)
    expect(ici.get_by_text("Votre texte et celui de Directeur ont été réunis")).to_be_visible()
    expect(ici.get_by_text("16 h 30")).to_be_visible()
    expect(ici.get_by_text("dix jours")).to_be_visible()
    check(ici)
    note.refresh_from_db()
    assert note.texte == DEPART.replace("17 h", "16 h 30").replace("huit jours", "dix jours")


def test_two_people_write_the_same_passage_and_one_chooses_with_the_keyboard(
    live_server, ordinateur, telephone, note, chargee, directeur
):
    ici = open_form(ordinateur, live_server, chargee, note)
    la = open_form(telephone, live_server, directeur, note)
    write(ici, "17 h", "16 h")
    save(ici)
    write(la, "17 h", "18 h")
    save(la)
    expect(la.get_by_role("heading", level=1)).to_contain_text("Vous avez écrit à deux")
    check(la)
    save(la)
    expect(la.get_by_role("alert")).to_contain_text("Il reste 1")
    check(la)
    press_tab_to(la, "Garder votre version", "radio")
    for _ in range(3):
        la.keyboard.press("ArrowDown")
    expect(la.get_by_role("radio", name="Écrire autrement")).to_be_checked()
    la.get_by_label("Votre rédaction, choix 1").fill("Les réunions finissent quand tout est dit.")
    press_tab_to(la, "Enregistrer", "button")
    la.keyboard.press("Enter")
    expect(la.get_by_text("Les réunions finissent quand tout est dit.")).to_be_visible()
    # The former texts are all there, and one reads what changed.
    la.get_by_role("link", name="3 versions").click()
    check(la)
    la.get_by_role("link", name="Version 3").click()
    check(la)
    expect(la.locator("del")).not_to_have_count(0)


def test_a_closed_tab_loses_nothing(live_server, ordinateur, note, chargee, directeur, client):
    page = open_form(ordinateur, live_server, chargee, note)
    write(page, "huit jours", "dix jours")
    wait_for_draft(page, "dix jours")
    page.close()
    # Meanwhile someone else writes: the draft, taken back, is joined to it and does not undo it.
    client.force_login(directeur, backend="allauth.account.auth_backends.AuthenticationBackend")
    autre = {"version": "1", "titre": note.titre, "texte": DEPART.replace("17 h", "16 h 30")}
    client.post(f"/espaces/{note.espace_id}/carnet/{note.pk}/modifier/", autre)

    page = ordinateur.new_page()
    page.goto(f"{live_server.url}/espaces/{note.espace_id}/carnet/{note.pk}/modifier/")
    texte = page.get_by_label("Texte", exact=False).first
    expect(page.get_by_role("status").get_by_text("Un brouillon est resté")).to_be_visible()
    check(page)
    assert "dix jours" not in texte.input_value()
    page.get_by_role("button", name="Reprendre ce brouillon").click()
    assert "dix jours" in texte.input_value()
    # One may look at the other text again: neither is lost.
    page.get_by_role("button", name="Reprendre ce brouillon").click()
    assert "16 h 30" in texte.input_value()
    page.get_by_role("button", name="Reprendre ce brouillon").click()
    save(page)
    expect(page.get_by_text("ont été réunis")).to_be_visible()
    note.refresh_from_db()
    assert note.texte == DEPART.replace("huit jours", "dix jours").replace("17 h", "16 h 30")
    # Saved: there is no draft any more.
    page.goto(f"{live_server.url}/espaces/{note.espace_id}/carnet/{note.pk}/modifier/")
    expect(page.get_by_text("Un brouillon est resté")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_draft_that_is_old_or_of_someone_else_is_not_shown(live_server, ordinateur, note, chargee, directeur):
    page = open_form(ordinateur, live_server, chargee, note)
    write(page, "huit jours", "dix jours")
    wait_for_draft(page, "dix jours")
    assert page.evaluate("Object.keys(localStorage).length") == 1
    url = page.url
    force_login_navigateur(page.context, live_server.url, directeur)
    page.goto(url)
    expect(page.get_by_text("Un brouillon est resté")).to_be_hidden()
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(url)
    expect(page.get_by_text("Un brouillon est resté")).to_be_visible()
    page.evaluate(
        """() => { const [key] = Object.keys(localStorage); const value = JSON.parse(localStorage[key]);
        value.date = new Date(Date.now() - 15 * 24 * 3600 * 1000).toISOString();
        localStorage[key] = JSON.stringify(value); }"""
    )
    page.goto(url)
    expect(page.get_by_text("Un brouillon est resté")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_logging_out_clears_the_drafts_of_the_account(live_server, ordinateur, note, chargee):
    page = open_form(ordinateur, live_server, chargee, note)
    write(page, "huit jours", "dix jours")
    wait_for_draft(page, "dix jours")
    page.evaluate("localStorage.setItem('convive.brouillon.autre-compte.note-1', JSON.stringify({date: new Date()}))")
    page.locator("summary", has_text=chargee.nom_affiche).click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(localStorage)") == ["convive.brouillon.autre-compte.note-1"]


def test_a_refused_form_stays_a_draft(live_server, ordinateur, note, chargee):
    page = open_form(ordinateur, live_server, chargee, note)
    page.get_by_label("Titre").fill("")
    write(page, "huit jours", "dix jours")
    save(page)
    expect(page.get_by_role("alert")).to_be_visible()
    check(page)
    page.close()
    page = ordinateur.new_page()
    page.goto(f"{live_server.url}/espaces/{note.espace_id}/carnet/{note.pk}/modifier/")
    expect(page.get_by_text("Un brouillon est resté")).to_be_visible()
