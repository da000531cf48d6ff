"""What is missing is found, mended and written down: the quality of a training body, in a browser."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from convive.formation.models import NouvelleVeille
from convive.formation.rules.document import SorteDocument
from tests.comptes.factories import force_login_navigateur
from tests.formation.document_essai import create_session_finie, issue
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_a_gap_leads_to_its_page_and_a_register_takes_a_line(live_server, page_large, chargee):
    session, page = create_session_finie(chargee), page_large
    issue(chargee, session, SorteDocument.CONVOCATION)
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(f"{live_server.url}{reverse('formation:qualite_detail', args=[session.espace_id])}")
    check(page)
    expect(page.get_by_role("heading", name="Ce que donnent les sessions")).to_be_visible()
    page.locator("#sessions").get_by_role("link", name="2026-01").click()
    check(page)
    # Each gap is open already, says who lacks what, and leads where it is mended.
    expect(page.get_by_text("Stagiaire 01 : émise, pas envoyée").first).to_be_visible()
    page.get_by_role("link", name="Y aller : Les convocations").click()
    expect(page.get_by_role("heading", name="Les documents de la session")).to_be_visible()
    page.go_back()
    page.goto(f"{live_server.url}{reverse('formation:qualite_detail', args=[session.espace_id])}")
    page.get_by_role("navigation", name="Qualité").get_by_role("link", name="Veille").click()
    check(page)
    page.get_by_role("link", name="Noter une nouvelle").click()
    check(page)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check(page)
    page.get_by_label("Sujet").select_option("metiers")
    page.get_by_label("Quoi").fill("Une enquête sur les coordinations")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("1\u00a0ligne demande une action")).to_be_visible()
    check(page)
    assert NouvelleVeille.objects.get().date == timezone.localdate()
