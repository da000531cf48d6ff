"""Two trainees help each other and a trainer hides: in a browser, for eyes, keyboard and axe."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from convive.formation.cles.stagiaire import build_cle
from tests.comptes.factories import force_login_navigateur
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai
from tests.formation.factories_pairs import create_aide_essai, create_pair_essai, create_reponse_essai
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_someone_asks_is_helped_and_offers_to_help(live_server, page_large, chargee):
    session = create_session_essai(create_organisme_essai(chargee).espace, jours=-5)
    moi, autre = (create_inscription_essai(session, nom) for nom in ("Ysoline Ferrandou", "Léandre Vauzelle"))
    pair = create_aide_essai(create_pair_essai(autre, "Léandre"), "F2", contact="le jeudi")
    page = page_large
    page.goto(f"{live_server.url}{reverse('formation:stagiaire_question_list', args=[build_cle(moi)])}")
    check(page)
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("alert")).to_contain_text("la seule condition")
    check(page)
    page.get_by_label("Je n’y écris le nom").check()
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_text("Personne n’a encore rien demandé")).to_be_visible()
    page.get_by_label("Votre question").fill("Que dire à Mme Vauzelle ?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("ressemble à un nom")
    check(page)
    page.get_by_label("Votre question").fill("Un COPIL en une heure ?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("posée")
    check(page)
    create_reponse_essai(pair.espace.questions_pairs.get(), pair)
    page.reload()
    page.get_by_role("button", name="Cette réponse m’a aidé·e").click()
    expect(page.get_by_text("Elle a aidé")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Corriger la question").click()
    check(page)
    page.get_by_role("link", name="Je peux aider").click()
    expect(page.get_by_text("le jeudi")).to_be_visible()
    check(page)
    page.get_by_label("Animer une réunion").check()
    page.get_by_label("Comment me joindre").fill("ysoline@exemple.fr")
    page.get_by_label("Je suis d’accord").check()
    page.get_by_role("button", name="Entrer dans l’annuaire").click()
    page.get_by_role("button", name="Me retirer de l’annuaire").click()
    expect(page.get_by_role("status")).to_contain_text("plus dans l’annuaire")
    check(page)
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(f"{live_server.url}{reverse('formation:question_list', args=[session.espace_id])}")
    check(page)
    page.get_by_role("link", name="Un COPIL en une heure").click()
    page.get_by_role("link", name="Masquer la réponse").click()
    page.get_by_label("Pourquoi la masquer").fill("On reconnaît quelqu’un.")
    page.get_by_role("button", name="Masquer").click()
    expect(page.get_by_text("On reconnaît quelqu’un.")).to_be_visible()
    check(page)
