"""What a trainee types on her personal pages, without an account, is kept until it is sent."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from convive.formation.cles.stagiaire import build_cle
from tests.brouillon import wait_for_draft
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_what_a_trainee_types_is_given_back_and_goes_once_it_is_sent(live_server, page_large: Page, chargee):
    session = create_session_essai(create_organisme_essai(chargee).espace, jours=-5)
    inscription = create_inscription_essai(session, "Ysoline Ferrandou")
    page, phrase = page_large, "La salle n’a pas de rampe."
    adresse = f"{live_server.url}{reverse('formation:stagiaire_reclamation', args=[build_cle(inscription)])}"
    page.goto(adresse)
    page.get_by_label("En quelques mots").fill("La salle")
    texte = page.locator("textarea[name=texte]")
    texte.fill(phrase)
    wait_for_draft(page, phrase)
    page.goto("about:blank")
    page.goto(adresse)
    check(page)
    page.get_by_role("button", name="Reprendre ce brouillon").click()
    expect(texte).to_have_value(phrase)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("C’est reçu")).to_be_visible()
    # The form is there again, empty, and nothing is offered back.
    expect(texte).to_have_value("")
    expect(page.get_by_role("button", name="Reprendre ce brouillon")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter((cle) => cle.startsWith('convive.brouillon.'))") == []
