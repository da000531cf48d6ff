"""What leaves a plan, what is taken up, what starts from it, what an élu·e reads: the keyboard alone, both widths."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from convive.acteurs.models import Personne
from convive.plan_action.models import FicheAction, ImportPlan, MeteoFiche
from tests.comptes.factories import force_login_navigateur
from tests.espaces.parcours.test_espaces import press_tab_until
from tests.navigateur import check
from tests.plan_action.exports.test_archive import create_ctg, render
from tests.plan_action.factories import create_personne

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def open_page(page: Page, live_server, compte, chemin: str) -> None:
    force_login_navigateur(page.context, live_server.url, compte)
    page.goto(f"{live_server.url}{chemin}")
    check(page)


def press(page: Page, cible: Locator) -> None:
    press_tab_until(page, cible, limit=120)
    page.keyboard.press("Enter")


def test_action_starts_from_another(page_large, live_server, plan, chargee):
    page, fiche = page_large, plan.complete
    open_page(page, live_server, chargee, f"/espaces/{fiche.espace_id}/plan/actions/{fiche.pk}/copier/")
    press(page, page.get_by_role("button", name="Créer cette action"))
    # What is missing is said, and the way to it is one key.
    expect(page.get_by_role("alert").first).to_contain_text("Donnez-lui un titre.")
    check(page)
    press(page, page.get_by_role("alert").first.get_by_role("link"))
    expect(page.get_by_label("Titre")).to_be_focused()
    page.keyboard.type("Créer dix places à Blanzay")
    press_tab_until(page, page.get_by_label("Son budget prévu"))
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Créer dix places à Blanzay")
    check(page)
    assert FicheAction.objects.get(titre="Créer dix places à Blanzay").statut == "a_preparer"


def test_plan_is_taken_away(page_large, live_server, plan, chargee):
    page = page_large
    open_page(page, live_server, chargee, f"/espaces/{plan.ctg.espace_id}/plan/ctg/{plan.ctg.pk}/emporter/")
    for bouton in ("Excel (.xlsx)", "ZIP : télécharger l’archive du plan"):
        with page.expect_download() as recu:
            press(page, page.get_by_role("button", name=bouton))
        assert Path(recu.value.path()).read_bytes().startswith(b"PK")
    # Without a card that is ticked, the page says what it waits for.
    press(page, page.get_by_role("button", name="DOCX : télécharger les fiches cochées"))
    expect(page.get_by_text("Ce document n’a pas pu être préparé")).to_be_visible()
    check(page)


def test_archive_is_taken_up_and_undone(page_large, live_server, plan, chargee, tmp_path):
    page, espace = page_large, plan.ctg.espace
    archive = tmp_path / "plan.zip"
    archive.write_bytes(render(plan.ctg, chargee))
    accueil = create_ctg(espace)
    open_page(page, live_server, chargee, f"/espaces/{espace.pk}/plan/ctg/{accueil.pk}/archive/")
    bouton = page.get_by_role("button", name="Relire cette archive")
    press(page, bouton)
    expect(page.get_by_role("alert").first).to_contain_text("Choisissez un fichier.")
    check(page)
    page.get_by_label("Archive d’un plan").set_input_files(archive)
    press(page, bouton)
    expect(page.get_by_role("heading", name="Relire l’archive", level=1)).to_be_visible()
    check(page)
    press(page, page.get_by_role("button", name="Reprendre ce plan"))
    expect(page.get_by_text("Plan repris")).to_be_visible()
    check(page)
    assert FicheAction.objects.filter(ctg=accueil).exists()
    fichier = ImportPlan.objects.get(ctg=accueil)
    page.goto(f"{live_server.url}/espaces/{espace.pk}/plan/imports/{fichier.pk}/")
    check(page)
    press(page, page.get_by_role("button", name="Annuler cet import"))
    expect(page.get_by_role("button", name="Annuler cet import")).to_have_count(0)
    check(page)
    assert not FicheAction.objects.filter(ctg=accueil).exists()


def test_elue_says_her_meteo_and_looks_at_a_commune(page_large, live_server, plan, elue, chargee):
    page, espace = page_large, plan.ctg.espace
    personne = create_personne(espace, "Maire", email=elue.email)
    FicheAction.objects.filter(pk=plan.complete.pk).update(elu_referent=personne)
    open_page(page, live_server, elue, f"/espaces/{espace.pk}/plan/mon-mandat/")
    press(page, page.get_by_role("button", name=re.compile("Appuis nécessaires")))
    expect(page.get_by_text("Votre météo est donnée")).to_be_visible()
    check(page)
    assert MeteoFiche.objects.get().niveau == "appuis_necessaires"
    press(page, page.locator("#commune > summary"))
    press_tab_until(page, page.locator("#id_commune"), limit=120)
    page.keyboard.press("ArrowDown")
    press(page, page.get_by_role("button", name="Voir", exact=True))
    expect(page).to_have_url(re.compile(r"commune=\d"))
    check(page)
    # The team reads the same page, to prepare it, and does not speak in her place.
    personne = Personne.objects.get(pk=personne.pk)
    open_page(page, live_server, chargee, f"/espaces/{espace.pk}/plan/elus/{personne.pk}/")
    expect(page.get_by_role("button", name=re.compile("Appuis nécessaires"))).to_have_count(0)
