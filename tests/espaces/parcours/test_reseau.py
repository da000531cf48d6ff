"""A network that is cut while one writes: nothing goes into the void, nothing is lost; a file ends the waiting sign."""

import re
import time

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from convive.acteurs.models import Personne
from tests.brouillon import wait_for_draft
from tests.comptes.factories import force_login_navigateur

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def list_drafts(page: Page) -> list[str]:
    return [cle for cle in page.evaluate("Object.keys(localStorage)") if cle.startswith("convive.brouillon.")]


def give_file(route: Route) -> None:
    """As the server does: the file, and the mark of the page given back."""
    marque = route.request.all_headers()["cookie"].partition("recu=a.")[2].partition(";")[0]
    headers = {"Content-Disposition": "attachment; filename=a.txt", "Set-Cookie": f"recu=r.{marque}; Path=/"}
    route.fulfill(status=200, headers=headers, body="a")


def wait_then_continue(route: Route) -> None:
    time.sleep(1.5)
    route.continue_()


def test_what_one_types_survives_a_cut_and_is_given_back(page_web, live_server, espace, chargee):
    page = page_web
    force_login_navigateur(page.context, live_server.url, chargee)
    adresse = f"{live_server.url}{reverse('acteurs:personne_create', args=[espace.pk])}"
    page.goto(adresse)
    nom, ajouter = page.get_by_label("Nom", exact=True), page.get_by_role("button", name="Ajouter la personne")
    nom.fill("Vauclarin")
    wait_for_draft(page, "Vauclarin")
    expect(page.get_by_text("Brouillon gardé dans ce navigateur")).to_have_count(1)
    page.context.set_offline(True)
    ajouter.click()
    signe = page.locator(".cv-signe")
    expect(signe).to_contain_text("rien n’est perdu")
    expect(nom).to_have_value("Vauclarin")
    page.get_by_role("link", name="Revenir aux personnes").click()
    expect(signe).to_contain_text("cette page ne peut pas venir")
    expect(page).to_have_url(adresse)
    page.context.set_offline(False)
    expect(signe).to_contain_text("Le réseau est revenu")
    page.goto(adresse)
    expect(nom).to_have_value("")
    page.get_by_role("button", name="Reprendre ce brouillon").click()
    expect(nom).to_have_value("Vauclarin")
    page.get_by_label("D’où viennent ces coordonnées").fill("Sa carte")
    ajouter.click()
    expect(page).not_to_have_url(adresse)
    assert Personne.objects.filter(nom="Vauclarin").exists()
    assert list_drafts(page) == []


def test_a_draft_goes_with_the_account_that_leaves(page_web, live_server, espace, chargee):
    page = page_web
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(f"{live_server.url}{reverse('acteurs:personne_create', args=[espace.pk])}")
    page.get_by_label("Nom", exact=True).fill("Vauclarin")
    wait_for_draft(page, "Vauclarin")
    page.goto(f"{live_server.url}/compte/mot-de-passe/changer/")
    page.goto(f"{live_server.url}{reverse('account_logout')}")
    page.get_by_role("button", name="Se déconnecter").last.click()
    expect(page.get_by_role("link", name=re.compile("Se connecter")).first).to_be_visible()
    assert list_drafts(page) == []


def test_a_slow_page_says_so_and_a_file_ends_the_wait(page_web, live_server, espace, chargee):
    page = page_web
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(f"{live_server.url}{reverse('espaces:espace_droits', args=[espace.pk])}")
    signe = page.locator(".cv-signe")
    page.route("**/membres/", wait_then_continue)
    page.evaluate(
        """() => new MutationObserver(() => { sessionStorage.lu ||= document.querySelector(".cv-signe").textContent; })
            .observe(document.querySelector(".cv-signe p"), { childList: true })"""
    )
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<a id=lent href=../membres/>lent</a>')")
    page.evaluate("document.getElementById('lent').click()")
    expect(page).to_have_url(re.compile("/membres/$"))
    assert page.evaluate("sessionStorage.lu") == "Un instant…"
    expect(signe).to_be_hidden()
    page.route("**/x/export/", give_file)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<a id=fichier href=/x/export/>fichier</a>')")
    with page.expect_download():
        page.locator("#fichier").click(no_wait_after=True)
    expect(signe).to_be_hidden()
    page.wait_for_timeout(1300)
    expect(signe).to_be_hidden()
