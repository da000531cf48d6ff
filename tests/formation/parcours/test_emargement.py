"""A tablet goes from hand to hand, loses the network, is switched off; nothing is lost. In a browser."""

from datetime import time

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from convive.formation.cles.emargement import build_cle
from convive.formation.models import DemiJournee, Emargement
from tests.comptes.factories import force_login_navigateur
from tests.formation.presence_essai import create_session_du_jour, get_matin
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]

HAUT = "e => Math.round(e.getBoundingClientRect().top + scrollY)"


@pytest.fixture
def matin(chargee) -> DemiJournee:
    """Open the whole day."""
    matin = get_matin(create_session_du_jour(chargee, stagiaires=3))
    DemiJournee.objects.filter(pk=matin.pk).update(date=timezone.localdate(), debut=time(0), fin=time(23, 59))
    return get_matin(matin.session)


def draw(page: Page, box: Locator) -> None:
    place = box.bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + 30, place["y"] + 60)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(place["x"] + 30 + 15 * step, place["y"] + (30 if step % 2 else 90))
    page.mouse.up()


def sign_tablet(page: Page, nom: str) -> None:
    page.get_by_role("link", name=f"Signer : {nom}").click()
    expect(page.get_by_role("dialog", name=nom)).to_be_visible()
    draw(page, page.get_by_role("img", name="Cadre de signature"))
    page.get_by_role("button", name="Signer", exact=True).click()


def test_a_tablet_loses_the_network_and_no_signature(live_server, page_large, matin):
    page = page_large
    page.goto(f"{live_server.url}{reverse('formation:emargement_update', args=[build_cle(matin)])}?tablette=1")
    check(page)
    sign_tablet(page, "Stagiaire 01")
    expect(page.get_by_text("C’est noté, Stagiaire 01.")).to_be_visible()
    expect(page.get_by_text("a signé à")).to_have_count(1)
    page.context.set_offline(True)
    sign_tablet(page, "Stagiaire 02")
    sign_tablet(page, "Stagiaire 03")
    expect(page.get_by_text("2 signatures sont gardées sur cet appareil.")).to_be_visible()
    expect(page.get_by_text("signature gardée sur cet appareil")).to_have_count(2)
    check(page)
    assert Emargement.objects.count() == 1
    # The battery dies; the page opens again when the network is there.
    page.goto("about:blank")
    page.context.set_offline(False)
    page.go_back()
    expect(page.get_by_text("a signé à")).to_have_count(3)
    rows = Emargement.objects.all()
    assert [row.moyen for row in rows] == ["tablette"] * 3
    assert all(row.trace.startswith("M") and row.presence == "present" for row in rows)


def test_one_signs_with_the_keyboard_alone(live_server, page_large, matin):
    page = page_large
    page.goto(f"{live_server.url}{reverse('formation:emargement_update', args=[build_cle(matin)])}")
    page.get_by_role("link", name="Signer : Stagiaire 02").focus()
    page.keyboard.press("Enter")
    check(page)
    page.get_by_role("button", name="Signer", exact=True).press("Enter")
    expect(page.get_by_text("Tracez votre signature dans le cadre, ou écrivez votre nom.")).to_be_visible()
    page.keyboard.type("Stagiaire Deux")
    page.keyboard.press("Enter")
    expect(page.get_by_text("C’est noté, Stagiaire 02.")).to_be_focused()
    assert Emargement.objects.get().signature_texte == "Stagiaire Deux"


def test_a_roll_is_called_with_a_few_taps(live_server, page_large, matin, chargee):
    page, session = page_large, matin.session
    force_login_navigateur(page.context, live_server.url, chargee)
    url = reverse("formation:presence_update", args=[session.espace_id, session.pk, matin.pk])
    page.goto(f"{live_server.url}{url}")
    check(page)
    # What is answered moves nothing: the next name stays where the finger goes.
    suivante = page.get_by_role("button", name="Présent·e : Stagiaire 02")
    place = suivante.evaluate(HAUT)
    page.get_by_role("button", name="Présent·e : Stagiaire 01").click()
    expect(page.locator("#resume")).to_contain_text("1 stagiaire présent·e sur 3.")
    assert suivante.evaluate(HAUT) == place
    page.get_by_role("button", name="Tout le monde est là").click()
    expect(page.locator("#resume")).to_contain_text("Tout le monde est pointé.")
    # A second name before the first is answered: neither tap is lost.
    page.get_by_role("button", name="Absent·e : Stagiaire 02").click()
    page.get_by_role("button", name="Absent·e : Stagiaire 03").click()
    expect(page.get_by_role("button", name="Absent·e : Stagiaire 03")).to_have_attribute("aria-pressed", "true")
    # On one row the last tap counts.
    page.get_by_role("button", name="Présent·e : Stagiaire 03").click()
    present = page.get_by_role("button", name="Présent·e : Stagiaire 03")
    expect(present).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#resume")).to_contain_text("2 stagiaires présent·es sur 3.")
    page.get_by_text("Motif : Stagiaire 02", exact=True).click()
    page.get_by_role("listitem").filter(has_text="Stagiaire 02").get_by_label("Pourquoi").fill("Transport")
    page.get_by_role("button", name="Noter le motif : Stagiaire 02").click()
    page.get_by_text("Retard, départ : Stagiaire 01").click()
    page.get_by_label("Arrivé·e en retard de (minutes)").nth(0).fill("20")
    page.get_by_role("button", name="Noter ces minutes : Stagiaire 01").click()
    expect(page.get_by_text("retard de 20\u00a0min")).to_be_visible()
    check(page)
    expect(page.locator("#resume")).to_contain_text("2 stagiaires présent·es sur 3.")
    page.get_by_role("button", name="Arrêter la feuille").click()
    expect(page.get_by_text("La feuille est arrêtée")).to_be_visible()
    assert sorted(Emargement.objects.values_list("presence", flat=True)) == ["absent", "present", "present", "present"]
