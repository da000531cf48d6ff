"""Say something about a note, with htmx and with the keyboard; every page for axe, at two widths."""

import pytest
from playwright.sync_api import Page, expect

from convive.echanges.actions.lettre_semaine import build_jeton
from convive.echanges.models import Commentaire
from tests.comptes.factories import force_login_navigateur
from tests.echanges.factories import answer, publish
from tests.espaces.factories import create_note_essai
from tests.navigateur import check, check_axe

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_comment_is_added_without_leaving_the_note(live_server, page_web: Page, espace, chargee) -> None:
    note = create_note_essai(espace, "Petites vacances", by=chargee)
    force_login_navigateur(page_web.context, live_server.url, chargee)
    page_web.goto(f"{live_server.url}/espaces/{espace.pk}/carnet/{note.pk}/")
    page_web.get_by_text("Écrire un commentaire").click()
    page_web.get_by_label("Interne\u00a0: l’équipe de coopération").check()
    page_web.get_by_label("Votre commentaire").fill("À vérifier d’abord.")
    page_web.get_by_role("button", name="Publier le commentaire").focus()
    page_web.keyboard.press("Enter")
    expect(page_web.locator(".cv-talk--intern")).to_contain_text("À vérifier d’abord.")
    expect(page_web.locator("#annonces")).to_have_text("Votre commentaire est publié.")
    # Nothing jumped: the button keeps the focus, and the field is empty for the next.
    expect(page_web.get_by_role("button", name="Publier le commentaire")).to_be_focused()
    expect(page_web.get_by_label("Votre commentaire")).to_have_value("")
    assert Commentaire.objects.get().discussion.is_interne


def test_closed_tab_loses_no_comment(live_server, page_web: Page, espace, chargee, elue) -> None:
    premier = publish(elue, espace, "La salle est libre.", sur=create_note_essai(espace, "Vacances", by=chargee))
    url = f"{live_server.url}/espaces/{espace.pk}/carnet/{premier.discussion.objet_uuid}/"
    force_login_navigateur(page_web.context, live_server.url, chargee)
    page_web.goto(url)
    page_web.get_by_label("Votre commentaire").fill("Un début de commentaire")
    page_web.locator("summary", has_text="Répondre").click()
    page_web.get_by_label("Votre réponse").fill("Un début de réponse")
    page_web.goto("about:blank")
    page_web.goto(url)
    # The answer is folded away: its draft unfolds it.
    expect(page_web.get_by_role("button", name="Reprendre ce brouillon")).to_have_count(2)
    page_web.locator(".cv-talk").get_by_role("button", name="Reprendre ce brouillon").click()
    check_axe(page_web)
    page_web.get_by_role("button", name="Publier la réponse").click()
    expect(page_web.locator(".cv-talk")).to_contain_text("Un début de réponse")
    # What was not sent is still a draft, and leaving the page brings back nothing of what was published.
    page_web.goto(f"{live_server.url}/espaces/{espace.pk}/")
    page_web.goto(url)
    expect(page_web.get_by_role("button", name="Reprendre ce brouillon")).to_have_count(1)
    page_web.get_by_role("button", name="Reprendre ce brouillon").click()
    expect(page_web.get_by_label("Votre commentaire")).to_have_value("Un début de commentaire")


@pytest.mark.parametrize("largeur", [360, 1280])
def test_pages_are_accessible_and_never_scroll_sideways(
    live_server, page_web: Page, espace, chargee, directeur, elue, largeur: int
) -> None:
    note = create_note_essai(espace, "Petites vacances", by=chargee)
    premier = publish(elue, espace, "La salle est libre.", sur=note, mentions=(chargee,))
    answer(directeur, premier.discussion)
    publish(directeur, espace, "À vérifier.", sur=note, is_interne=True, mentions=(chargee,))
    mien = publish(chargee, espace, "Merci.", sur=note)
    force_login_navigateur(page_web.context, live_server.url, chargee)
    page_web.set_viewport_size({"width": largeur, "height": 900})
    base = f"/espaces/{espace.pk}/"
    pages = [
        base,
        f"{base}carnet/{note.pk}/",
        f"{base}echanges/",
        f"{base}echanges/espace/{espace.pk}/",
        f"{base}echanges/discussions/{premier.discussion_id}/",
        f"{base}echanges/commentaires/{mien.pk}/",
        "/notifications/",
        "/notifications/preferences/",
        "/notifications/lettre/",
        f"/lettre/{build_jeton(chargee.pk)}/",
    ]
    for url in pages:
        answer_http = page_web.goto(live_server.url + url)
        assert answer_http is not None
        assert answer_http.status == 200, url
        page_web.evaluate("document.querySelectorAll('main details').forEach((details) => { details.open = true; })")
        check(page_web)
