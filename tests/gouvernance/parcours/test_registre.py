"""The register of decisions, commitments and the network, in a browser: from a filter to what a decision changes."""

import pytest
from playwright.sync_api import expect

from convive.gouvernance.models import CibleDecision, Decision
from convive.plan_action.models import PartenaireFiche
from tests.comptes.factories import force_login_navigateur
from tests.diagnostic.factories import create_enjeu_essai
from tests.gouvernance.factories import create_siege
from tests.navigateur import check
from tests.plan_action.factories import create_organisation, create_plan_actions

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_a_decision_is_found_and_what_it_changes_is_noted(live_server, page_large, espace, gouvernance, chargee):
    enjeu = create_enjeu_essai(espace, "Un même tarif")
    CibleDecision.objects.create(decision=gouvernance.decision, objet_type="enjeu", objet_uuid=enjeu.pk)
    page = page_large
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(f"{live_server.url}/espaces/{espace.pk}/decisions/")
    check(page)
    page.get_by_role("search", name="Choisir les décisions").get_by_role("searchbox").fill("plateau")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 décision sur 2")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Ouvrir vingt places sur le plateau").click()
    check(page)
    page.get_by_role("link", name="Noter ce que la décision change").click()
    check(page)
    page.get_by_role("link", name="Retenir").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#changement")).to_be_visible()
    check(page)
    page.locator("#changement").get_by_role("button").click()
    expect(page.get_by_text("Retenu par cette décision")).to_be_visible()
    enjeu.refresh_from_db()
    assert enjeu.decision == "retenu"


def test_commitments_and_the_network_are_read_by_everyone(live_server, page_large, espace, gouvernance, ctg, chargee):
    plan = create_plan_actions(ctg, chargee)
    caf, commune = create_organisation(espace, "Caf d’essai"), create_organisation(espace, "Commune d’essai")
    for organisation in (caf, commune):
        PartenaireFiche.objects.create(fiche=plan.complete, organisation=organisation)
        create_siege(gouvernance.copil, organisation)
    Decision.objects.filter(pk=gouvernance.decision.pk).update(organisation_responsable=caf)
    page = page_large
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(f"{live_server.url}/espaces/{espace.pk}/engagements/")
    check(page)
    page.get_by_role("link", name="Caf d’essai").first.click()
    check(page)
    page.get_by_role("link", name="Indiquer l’avancement").first.click()
    check(page)
    page.goto(f"{live_server.url}/espaces/{espace.pk}/reseau/")
    expect(page.get_by_role("img", name="Les organisations autour d’un cercle")).to_be_visible()
    check(page)
