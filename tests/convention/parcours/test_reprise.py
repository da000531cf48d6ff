"""Prepare the next CTG and choose what it takes over, with the keyboard; the other plans: for eyes and axe."""

import pytest
from playwright.sync_api import Page, expect

from convive.convention.models import Ctg, Jalon, RepriseChoix, Signataire
from tests.comptes.factories import force_login_navigateur
from tests.convention.factories import EPCI, create_plan_essai, create_suite, get_debut, get_fin, get_signataire
from tests.espaces.parcours.test_espaces import press_tab_until
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_the_next_ctg_is_prepared_with_the_keyboard_alone(live_server, page_large: Page, ctg, chargee):
    commune = get_signataire(ctg)
    force_login_navigateur(page_large.context, live_server.url, chargee)
    page_large.goto(f"{live_server.url}/espaces/{ctg.espace_id}/ctg/{ctg.pk}/")
    check(page_large)
    press_tab_until(page_large, page_large.get_by_role("link", name="Préparer la suite"))
    page_large.keyboard.press("Enter")
    expect(page_large.get_by_role("heading", level=1)).to_have_text("Préparer la suite")
    check(page_large)
    press_tab_until(page_large, page_large.get_by_role("button", name="Créer la CTG suivante"))
    page_large.keyboard.press("Enter")
    expect(page_large.get_by_role("heading", level=1)).to_have_text("Ce qui est repris")
    expect(page_large.get_by_role("heading", name="3\u00a0choix restent à faire")).to_be_visible()
    check(page_large)
    # One group is one stop; arrows choose in it; the reason shows when it is asked, right after.
    arret = page_large.get_by_role("group", name=str(commune.organisation))
    press_tab_until(page_large, arret.get_by_role("radio", name="À décider"))
    expect(arret.get_by_role("textbox")).to_be_hidden()
    for _ in range(3):
        page_large.keyboard.press("ArrowRight")
    page_large.keyboard.press("Tab")
    expect(arret.get_by_role("textbox")).to_be_focused()
    page_large.keyboard.type("Elle rejoint une autre intercommunalité.")
    premier = page_large.get_by_role("group", name=EPCI).get_by_role("radio", name="À décider")
    premier.focus()
    page_large.keyboard.press("ArrowRight")
    page_large.keyboard.press("Enter")
    expect(page_large.get_by_text("2\u00a0choix enregistrés.")).to_be_visible()
    expect(page_large.get_by_role("heading", name="1\u00a0choix reste à faire")).to_be_visible()
    check(page_large)
    press_tab_until(page_large, page_large.get_by_role("button", name="Les faire entrer dans la"))
    page_large.keyboard.press("Enter")
    expect(page_large.get_by_text("1\u00a0élément est maintenant dans")).to_be_visible()
    expect(page_large.get_by_text("devient")).to_be_visible()
    check(page_large)
    suite = Ctg.objects.get(ctg_precedente=ctg)
    assert Signataire.objects.filter(ctg=suite).count() == 1
    assert RepriseChoix.objects.get(choix="arrete").motif == "Elle rejoint une autre intercommunalité."
    # What was refused is said beside its line, and the link of the summary leads there.
    reste = page_large.locator(".cv-reprises > .is-open")
    reste.get_by_role("radio", name="Modifié").check()
    page_large.get_by_role("button", name="Enregistrer les choix").first.click()
    expect(page_large.get_by_role("alert")).to_contain_text("ligne à revoir")
    expect(reste.get_by_role("textbox")).to_have_attribute("aria-invalid", "true")
    check(page_large)


def test_every_page_of_other_plans_and_of_the_renewal_is_read_by_everyone(live_server, page_large: Page, ctg, chargee):
    suite = create_suite(ctg, chargee)
    Jalon.objects.create(ctg=suite, phase="diagnostic", libelle="Rencontres", date_prevue=get_debut())
    plan = create_plan_essai(
        ctg.espace, chargee, orientations="1 Accueillir\n2 Informer", ctgs=(ctg,), date_fin=get_fin()
    )
    create_plan_essai(ctg.espace, chargee, nom="Un plan dont le nom est si long qu’il ne tient pas dans le dessin")
    force_login_navigateur(page_large.context, live_server.url, chargee)
    base = f"{live_server.url}/espaces/{ctg.espace_id}"
    for chemin in (
        "plans-et-schemas/",
        "plans-et-schemas/ajouter/",
        f"plans-et-schemas/{plan.pk}/",
        f"plans-et-schemas/{plan.pk}/modifier/",
        f"ctg/{suite.pk}/",
        f"ctg/{suite.pk}/reprise/",
        f"ctg/{suite.pk}/suite/",
        f"ctg/{ctg.pk}/supprimer/",
        f"ctg/{suite.pk}/supprimer/",
    ):
        response = page_large.goto(f"{base}/{chemin}")
        assert response is not None
        assert response.status == 200
        check(page_large)


def test_the_renewal_works_without_javascript(live_server, navigateur, ctg, chargee):
    suite = create_suite(ctg, chargee)
    context = navigateur.new_context(java_script_enabled=False, locale="fr-FR")
    sans = context.new_page()
    force_login_navigateur(context, live_server.url, chargee)
    sans.goto(f"{live_server.url}/espaces/{ctg.espace_id}/ctg/{suite.pk}/reprise/")
    sans.get_by_role("button", name="Reconduire ce qui reste à décider").click()
    expect(sans.get_by_text("3\u00a0choix enregistrés.")).to_be_visible()
    sans.get_by_role("link", name="Gardés").click()
    expect(sans.locator(".cv-reprises > li")).to_have_count(3)
    context.close()
