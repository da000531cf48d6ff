"""A partner without account answers from a phone, with the keyboard alone; someone who lost a link asks for another."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from convive.espaces.models import ConfirmationPlace, LienMagique
from tests.brouillon import wait_for_draft
from tests.comptes.factories import force_login_navigateur
from tests.espaces.factories import create_lien
from tests.espaces.parcours.test_espaces import press_tab_to
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_a_partner_answers_from_a_phone_with_the_keyboard_alone(live_server, page_web: Page, espace, partenaire):
    _, cle = create_lien(espace.membres.get(compte=partenaire), mot="Merci de votre réponse.")
    page_web.set_viewport_size({"width": 360, "height": 800})
    sent = []
    page_web.on("request", lambda request: sent.append(request.headers.get("referer", "")))
    page_web.goto(f"{live_server.url}/espaces/lien/{cle}/")
    check(page_web)
    # Without an answer, the page says which one is missing, and where.
    press_tab_to(page_web, "Envoyer ma réponse", "button")
    page_web.keyboard.press("Enter")
    expect(page_web.get_by_text("Choisissez l’une des trois réponses.").first).to_be_visible()
    check(page_web)
    press_tab_to(page_web, "Oui, rien n’a changé", "radio")
    page_web.keyboard.press("ArrowDown")
    press_tab_to(page_web, "Qu’est-ce qui a changé", "textbox")
    page_web.keyboard.type("Je change de service.")
    press_tab_to(page_web, "Envoyer ma réponse", "button")
    page_web.keyboard.press("Enter")
    expect(page_web.get_by_role("heading", level=1)).to_have_text("C’est fait, merci")
    check(page_web)
    reponse = ConfirmationPlace.objects.get()
    assert (reponse.reponse, reponse.precision) == ("change", "Je change de service.")
    assert not any(cle in referer for referer in sent), "the secret of the address left in a Referer"
    assert page_web.context.cookies() == []


def test_someone_with_a_dead_link_asks_for_another_and_gets_it(live_server, page_web: Page, espace, elue, chargee):
    place = espace.membres.get(compte=elue)
    _, cle = create_lien(place, expire_le=timezone.now() - timedelta(days=1))
    page_web.goto(f"{live_server.url}/espaces/lien/{cle}/")
    check(page_web)
    page_web.get_by_role("button", name="Demander un nouveau lien").click()
    expect(page_web.get_by_role("heading", level=1)).to_have_text("Votre demande est partie")
    check(page_web)
    page_web.goto(f"{live_server.url}/espaces/lien/coupe/")
    check(page_web)
    page_web.get_by_role("link", name="J’ai perdu mon lien").click()
    check(page_web)

    force_login_navigateur(page_web.context, live_server.url, chargee)
    page_web.goto(f"{live_server.url}/espaces/{espace.pk}/")
    page_web.get_by_role("link", name=re.compile("Voir : Envoyer un nouveau lien")).click()
    page_web.get_by_role("button", name=re.compile("Envoyer de nouveau")).click()
    expect(page_web.get_by_text("valable jusqu’au")).to_be_visible()
    assert LienMagique.objects.filter(date_demande__isnull=True).count() == 2


def test_what_a_partner_types_is_kept_until_it_is_sent(live_server, page_web: Page, espace, partenaire):
    _, cle = create_lien(espace.membres.get(compte=partenaire))
    page_web.set_viewport_size({"width": 360, "height": 800})
    url = f"{live_server.url}/espaces/lien/{cle}/"
    page_web.goto(url)
    phrase = "Je change de service en janvier."
    page_web.get_by_role("textbox", name="Qu’est-ce qui a changé").fill(phrase)
    wait_for_draft(page_web, phrase)
    # The page is left, and opened again.
    page_web.goto("about:blank")
    page_web.goto(url)
    check(page_web)
    page_web.get_by_role("button", name="Reprendre ce brouillon").click()
    champ = page_web.get_by_role("textbox", name="Qu’est-ce qui a changé")
    expect(champ).to_have_value(phrase)
    page_web.get_by_role("radio", name="Oui, mais").check()
    # The network is cut: nothing is lost, and it is said.
    page_web.context.set_offline(True)
    page_web.route("**/*", lambda route: route.abort())
    page_web.get_by_role("button", name="Envoyer ma réponse").click()
    expect(page_web.get_by_text("rien n’est parti, et rien n’est perdu")).to_be_visible()
    expect(champ).to_have_value(phrase)
    page_web.unroute("**/*")
    page_web.context.set_offline(False)
    page_web.get_by_role("button", name="Envoyer ma réponse").click()
    expect(page_web.get_by_role("heading", level=1)).to_have_text("C’est fait, merci")
    assert ConfirmationPlace.objects.get().precision == phrase
    # Nothing is left of it in the browser, nor any cookie.
    assert page_web.evaluate("Object.keys(localStorage)") == []
    assert page_web.context.cookies() == []


@pytest.mark.parametrize("largeur", [360, 1280])
def test_pages_of_links_are_accessible_and_never_scroll_sideways(
    live_server, page_web: Page, espace, chargee, elue, largeur: int
):
    force_login_navigateur(page_web.context, live_server.url, chargee)
    place = espace.membres.get(compte=elue)
    create_lien(place)
    page_web.set_viewport_size({"width": largeur, "height": 900})
    for path in (
        "liens/",
        f"liens/envoyer/?geste=confirmer_place&objet=membre:{place.pk}",
        "membres/a-confirmer/",
        "ma-place/",
    ):
        answer = page_web.goto(f"{live_server.url}/espaces/{espace.pk}/{path}")
        assert answer is not None
        assert answer.status == 200, path
        check(page_web)
