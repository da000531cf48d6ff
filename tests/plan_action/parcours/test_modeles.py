"""From the plan to a model, from the model to an action: eyes, keyboard and axe, at both widths."""

import re

import pytest
from playwright.sync_api import expect

from convive.plan_action.models import FicheAction
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


def test_action_starts_from_a_model_found_by_thematique(page, plan):
    page.locator("summary", has_text="Organiser").click()
    page.get_by_role("link", name="Des modèles").click()
    expect(page.get_by_role("heading", name="Des modèles d’action", level=1)).to_be_visible()
    check(page)
    page.get_by_label("Thématique").select_option("Handicap")
    page.get_by_role("button", name="Chercher", exact=True).press("Enter")
    expect(page.get_by_text(re.compile("filtre en cours"))).to_be_visible()
    page.get_by_role("link", name=re.compile("^Permettre aux")).click()
    check(page)
    page.get_by_label("Elle commence le").fill("")
    page.get_by_role("button", name="Partir de ce modèle").click()
    expect(page.get_by_role("alert")).to_contain_text("Elle commence le")
    check(page)
    page.get_by_label("Elle commence le").fill("2027-02-01")
    page.get_by_label("Sa place dans le plan").select_option(str(plan.objectif.pk))
    page.get_by_role("button", name="Partir de ce modèle").click()
    expect(page.get_by_role("heading", name=re.compile("Permettre aux aidants de souffler"), level=1)).to_be_visible()
    expect(page.get_by_text("seule l’équipe la voit")).to_be_visible()
    fiche = FicheAction.objects.get(titre="Permettre aux aidants de souffler")
    assert (fiche.code, fiche.nb_etapes) == ("1.1.2", 4)
