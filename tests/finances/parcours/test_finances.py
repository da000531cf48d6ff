"""The money in a browser: every page at both widths, and an essai calculated with the keyboard."""

import pytest
from playwright.sync_api import expect

from convive.finances.models import ScenarioFinances
from tests.comptes.factories import force_login_navigateur
from tests.finances.factories import create_ligne_essai, create_parametre_essai
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server, page_large, espace, plan, chargee):
    create_ligne_essai(plan.complete, "charge", 9000)
    create_ligne_essai(plan.complete, "produit", 4000, nature="caf_ps", financeur_texte="La Caf", confirme=True)
    create_ligne_essai(plan.complete, "produit", 1000, nature="collectivite_porteuse", demande_le="2026-03-02")
    create_parametre_essai(espace)
    ScenarioFinances.objects.create(espace=espace, titre="Moins de Caf", caf_pourcent=-10)
    force_login_navigateur(page_large.context, live_server.url, chargee)
    page_large.goto(f"{live_server.url}/espaces/{espace.pk}/finances/?annee=2026")
    return page_large


def test_every_page_of_the_money_is_accessible(page, live_server, espace, plan):
    check(page)
    for chemin in ("communes/", "cles/", f"cles/{plan.complete.pk}/", "aides/", f"aides/?action={plan.complete.pk}"):
        page.goto(f"{live_server.url}/espaces/{espace.pk}/finances/{chemin}")
        check(page)
    for chemin in ("baremes/", "valeurs/", "valeurs/ajouter/", "scenarios/?cle=egales", "scenarios/gardes/"):
        page.goto(f"{live_server.url}/espaces/{espace.pk}/finances/{chemin}")
        check(page)


def test_an_essai_is_calculated_with_the_keyboard(page, live_server, espace):
    page.goto(f"{live_server.url}/espaces/{espace.pk}/finances/scenarios/")
    curseur = page.get_by_label("La Caf verse plus, ou moins")
    curseur.focus()
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    expect(curseur).to_have_value("-10")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Votre essai")).to_be_visible()
    expect(page.get_by_text("400\u00a0€ à trouver")).to_be_visible()
    page.get_by_role("link", name="Garder cet essai").click()
    expect(page.get_by_label("Ce que verse la Caf, en % de plus ou de moins")).to_have_value("-10")
    check(page)
