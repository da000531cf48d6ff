"""Write the text of a convention, complete it, move an article, compare: in a browser, for eyes, keyboard and axe."""

import pytest
from playwright.sync_api import expect

from convive.convention.actions.ctg import sign_ctg
from tests.comptes.factories import force_login_navigateur
from tests.convention.factories import TODAY, create_projet, create_texte
from tests.espaces.parcours.test_espaces import press_tab_until
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_the_text_of_a_convention_is_written_and_compared_with_the_keyboard(live_server, page_large, espace, chargee):
    projet = create_projet(espace, chargee, nom="La suivante")
    force_login_navigateur(page_large.context, live_server.url, chargee)
    base = f"{live_server.url}/espaces/{espace.pk}/ctg/{projet.pk}/texte/"
    page_large.goto(base)
    check(page_large)
    press_tab_until(page_large, page_large.get_by_role("button", name="Partir des articles d’usage"))
    page_large.keyboard.press("Enter")
    expect(page_large.get_by_role("heading", name="Article 1 – Objet de la convention")).to_be_visible()
    check(page_large)
    page_large.get_by_role("button", name="Descendre : Objet de la convention").focus()
    page_large.keyboard.press("Enter")
    expect(page_large.get_by_role("heading", name="Article 2 – Objet de la convention")).to_be_visible()
    page_large.get_by_role("link", name="Modifier : Durée de la convention").focus()
    page_large.keyboard.press("Enter")
    expect(page_large.get_by_role("heading", level=1)).to_have_text("Modifier un article")
    page_large.get_by_text("Mots remplacés automatiquement").click()
    check(page_large)
    page_large.get_by_label("Texte", exact=False).first.fill("Elle dure {{ duree }}, puis [à compléter : la suite].")
    page_large.get_by_role("button", name="Enregistrer l’article").focus()
    page_large.keyboard.press("Enter")
    expect(page_large.get_by_role("link", name="la suite")).to_be_visible()
    expect(page_large.get_by_text("Elle dure cinq ans, puis")).to_be_visible()
    sign_ctg(by=chargee, ctg=projet, date_signature=TODAY())
    page_large.goto(f"{base}etats/")
    expect(page_large.get_by_role("heading", name="1\u00a0état gardé")).to_be_visible()
    check(page_large)


def test_every_page_of_the_text_is_read_by_everyone(live_server, page_large, espace, chargee, ctg):
    article = create_texte(ctg, chargee)[1]
    force_login_navigateur(page_large.context, live_server.url, chargee)
    base = f"{live_server.url}/espaces/{espace.pk}/ctg/{ctg.pk}/texte/"
    for chemin in ("ajouter/", f"{article.pk}/", "visas/", "annexes/6/", "annexes/1/"):
        response = page_large.goto(base + chemin)
        assert response is not None
        assert response.status == 200
        check(page_large)
