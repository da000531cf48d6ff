"""The minutes in a browser: one key for each kind, a network that is cut, two people at once, the closing."""

import re
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.comptes.factories import force_login_navigateur
from tests.gouvernance.factories import create_participant_essai, create_point_essai, create_seance_essai
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def seance(gouvernance):
    seance = create_seance_essai(gouvernance.copil, 0, statut="en_cours", numero=3, convoquee_le=timezone.now())
    create_point_essai(gouvernance.copil, "Les vingt places", seance=seance, ordre=1, nature="decision")
    return seance


@pytest.fixture
def page(live_server, page_large, seance, chargee):
    force_login_navigateur(page_large.context, live_server.url, chargee)
    page_large.goto(f"{live_server.url}/espaces/{seance.espace_id}/instances/seances/{seance.pk}/notes/")
    return page_large


def test_no_line_is_lost_when_the_network_is_cut(page, seance):
    check(page)
    texte = page.get_by_label("Texte")
    texte.click()
    page.keyboard.type("i Deux bâtiments sont possibles.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Tout est enregistré")).to_be_visible()
    page.context.set_offline(True)
    for mots in ("d L’ancienne école est retenue.", "a Demander deux devis.", "Et un troisième."):
        page.keyboard.type(mots)
        page.keyboard.press("Enter")
    expect(page.get_by_text("3 lignes gardées ici")).to_be_visible()
    expect(page.get_by_role("list", name="En attente d’envoi").get_by_role("listitem")).to_have_count(3)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="En attente d’envoi")).to_be_hidden()
    ecrites = list(seance.lignes.order_by("ordre").values_list("sorte", "texte"))
    assert ecrites == [
        ("information", "Deux bâtiments sont possibles."),
        ("decision", "L’ancienne école est retenue."),
        ("action", "Demander deux devis."),
        ("action", "Et un troisième."),
    ]
    check(page)


def test_a_line_kept_while_the_network_was_cut_leaves_after_a_reload(page, seance):
    page.route("**/notes/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    texte = page.get_by_label("Texte")
    texte.fill("Gardée dans le navigateur.")
    texte.press("Enter")
    expect(texte).to_have_value("")
    expect(page.get_by_text("1 ligne gardée ici")).to_be_visible()
    page.unroute("**/notes/")
    page.reload()
    expect(
        page.get_by_role("list", name="Lignes notées").get_by_text("Gardée dans le navigateur.", exact=True)
    ).to_be_visible()
    assert seance.lignes.count() == 1


def test_a_séance_is_held_on_one_page(page, seance):
    """A title of the agenda picks the point; who and when are said with the decision; presences are beside."""
    create_participant_essai(seance, "Soraya Bellegué")
    second = create_point_essai(seance.instance, "Les tarifs", seance=seance, ordre=2)
    page.reload()
    page.get_by_role("link", name="Les tarifs").click()
    expect(page.get_by_label("Texte")).to_be_focused()
    page.keyboard.type("d On garde les tarifs.")
    page.get_by_label("Avant le").fill("2030-06-01")
    page.get_by_role("button", name="Noter", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Tout est enregistré")).to_be_visible()
    ligne = seance.lignes.select_related("decision").get()
    assert (ligne.point, ligne.decision.echeance) == (second, date(2030, 6, 1))
    page.get_by_role("button", name="Présent·e : Soraya Bellegué").click()
    expect(page.locator("#resume")).to_contain_text(re.compile("1.présent·e sur 1"))
    # What is less common is under three dots, with the keyboard too; Escape closes them.
    page.locator("summary", has_text="Autre chose que présent·e").press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Excusé·e : Soraya Bellegué")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#resume")).to_contain_text(re.compile("0.présent·e sur 1"))
    check(page)


def test_what_another_person_writes_is_seen_and_the_séance_closes(page, seance):
    seance.lignes.create(sorte="debat", texte="Écrit par une collègue.", ordre=1)
    expect(page.get_by_text("Écrit par une collègue.", exact=True)).to_be_visible()
    page.get_by_label("Point de l’ordre du jour").select_option(label="1. Les vingt places")
    page.get_by_label("Texte").fill("d On ouvre vingt places.")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="préciser qui la porte et avant quelle date").click()
    check(page)
    page.get_by_label("Ou saisissez un nom").fill("La Caf")
    page.get_by_label("Avant le").fill("2030-06-01")
    page.get_by_role("button", name="Enregistrer la décision").click()
    expect(page.get_by_role("status").filter(has_text="C’est enregistré")).to_be_visible()
    # Nobody was noted as there: closing asks whether one means it.
    page.get_by_label("Je confirme").check()
    check(page)
    page.get_by_role("button", name="Clore la séance").click()
    expect(page.get_by_text("Tel que présenté le")).to_be_visible()
    check(page)
