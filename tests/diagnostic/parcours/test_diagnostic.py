"""Start a diagnosis, write from the proposed sentences, validate: in a browser, for eyes, keyboard and axe."""

import pytest
from playwright.sync_api import expect

from convive.diagnostic.models import Chapitre, Diagnostic
from convive.documents.models import Gel
from tests.comptes.factories import force_login_navigateur
from tests.espaces.parcours.test_espaces import press_tab_until
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_a_newcomer_gets_a_first_draft_with_the_keyboard_alone(live_server, page_large, espace, chargee, chiffres_base):
    force_login_navigateur(page_large.context, live_server.url, chargee)
    page_large.goto(f"{live_server.url}/espaces/{espace.pk}/diagnostic/")
    check(page_large)
    press_tab_until(page_large, page_large.get_by_role("button", name="Commencer le diagnostic"))
    page_large.keyboard.press("Enter")
    expect(page_large.get_by_role("heading", level=1)).to_have_text("Diagnostic partagé")
    check(page_large)
    page_large.get_by_role("link", name="La population").click()
    expect(page_large.get_by_text("Phrase proposée").first).to_be_visible()
    check(page_large)
    press_tab_until(page_large, page_large.get_by_role("link", name="Partir de ces phrases"))
    page_large.keyboard.press("Enter")
    zone = page_large.get_by_label("Ce que nous voyons")
    expect(zone).not_to_have_value("")
    check(page_large)
    page_large.get_by_label("Ce que nous ne savons pas").fill("Combien de familles repartent.")
    page_large.get_by_role("button", name="Enregistrer le chapitre").click()
    expect(page_large.get_by_text("Chapitre enregistré.")).to_be_visible()
    expect(page_large.get_by_text("Phrase proposée")).to_have_count(0)
    assert Chapitre.objects.get(cle="population").ignorons == "Combien de familles repartent."
    page_large.emulate_media(media="print")
    expect(page_large.get_by_text("Combien de familles repartent.")).to_be_visible()


def test_every_page_of_the_diagnosis_is_read_by_everyone(
    live_server, page_large, espace, diagnostic, chargee, chiffres_base
):
    force_login_navigateur(page_large.context, live_server.url, chargee)
    base = f"{live_server.url}/espaces/{espace.pk}/diagnostic"
    sources = Chapitre.objects.get(cle="sources")
    for chemin in ("commencer/", f"{diagnostic.pk}/sommaire/", f"{diagnostic.pk}/chapitres/{sources.pk}/", "comparer/"):
        response = page_large.goto(f"{base}/{chemin}")
        assert response is not None
        assert response.status == 200
        check(page_large)
    page_large.goto(f"{base}/{diagnostic.pk}/valider/")
    check(page_large)
    page_large.get_by_label("Par qui").fill("le comité de pilotage")
    page_large.get_by_role("button", name="Valider cette version").click()
    expect(page_large.get_by_role("button", name="Ouvrir la version suivante")).to_be_visible()
    check(page_large)
    assert Gel.objects.count() == 1
    page_large.get_by_role("button", name="Ouvrir la version suivante").click()
    expect(page_large.locator(".cv-lede")).to_contain_text("Version 2, en cours d’écriture")
    assert Diagnostic.objects.count() == 2
    page_large.goto(f"{base}/comparer/")
    check(page_large)
