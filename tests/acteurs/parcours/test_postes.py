"""A post is added, then compared with the one that it took the place of: in a browser, for eyes, keyboard and axe."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.acteurs.factories import create_poste_essai
from tests.comptes.factories import force_login_navigateur
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_post_is_added_and_drawn_beside_the_former_one(live_server, page_large, espace, chargee):
    create_poste_essai(espace, "Coordonnatrice enfance", date_fin=date(2023, 1, 9))
    page, base = page_large, f"{live_server.url}/espaces/{espace.pk}/acteurs/"
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(base)
    page.get_by_role("link", name="Postes", exact=True).click()
    check(page)
    page.get_by_role("link", name="Ajouter un poste").click()
    page.get_by_label("Intitulé").fill("Chargée de coopération")
    page.get_by_label("Employeur").select_option("Pays")
    page.get_by_label("ETP du poste").fill("1")
    page.get_by_label("ETP pour la CTG").fill("1,5")
    page.get_by_label(re.compile("^Depuis le")).fill("2023-01-09")
    page.get_by_role("checkbox", name=re.compile("Coordonnatrice enfance")).check()
    # A part of a post is not more than the post.
    page.get_by_role("button", name="Ajouter le poste").click()
    expect(page.get_by_role("alert")).to_contain_text("plus que le poste entier")
    check(page)
    page.get_by_label("ETP pour la CTG").fill("0,5")
    page.get_by_role("button", name="Ajouter le poste").click()
    expect(page.get_by_role("heading", name="Chargée de coopération")).to_be_visible()
    check(page)
    with page.expect_download() as lettre:
        page.get_by_role("button", name=re.compile("^DOCX")).click()
    assert lettre.value.suggested_filename.endswith(".docx")
    page.get_by_role("link", name="Voir les postes avant et après").click()
    expect(page.get_by_role("img", name=re.compile("Les postes le"))).to_be_visible()
    page.get_by_text("Voir le tableau").click()
    check(page)
