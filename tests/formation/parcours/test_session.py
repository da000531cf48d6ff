"""A session from its list of people to its report; the grid of a trainee loses the network; a territory to practise
on; in a browser, at 1280 and 360 px."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import QuestionnaireSession, SessionFormation
from convive.prise_poste.models import OutilRempli
from tests.comptes.factories import force_login_navigateur
from tests.formation.factories_exercice import create_depart_essai, create_exercice_essai
from tests.formation.factories_formation import (
    create_inscription_essai,
    create_organisme_essai,
    create_programme_essai,
    create_session_essai,
)
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]

LISTE = (
    "Ysoline Ferrandou ; ysoline@exemple.invalid ; Mairie\nOctavie sans adresse\nBlaise Ormeau ; blaise@exemple.invalid"
)


def open_menu(page: Page, groupe: str, lien: str) -> None:
    """With the keyboard alone: open the menu of this moment, go to its page."""
    resume = page.get_by_label("Session", exact=True).locator("summary").filter(has_text=groupe)
    resume.focus()
    page.keyboard.press("Enter")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith(lien):
            break
    else:
        pytest.fail(f"Le clavier n’atteint pas « {lien} ».")
    page.keyboard.press("Enter")


def test_a_session_is_prepared_with_the_keyboard_up_to_its_report(live_server, page_large, chargee):
    espace, page = create_organisme_essai(chargee).espace, page_large
    create_programme_essai(espace)
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(f"{live_server.url}{reverse('formation:session_create', args=[espace.pk])}")
    check(page)
    page.get_by_label("Premier jour").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    page.get_by_role("button", name="Préparer la session").press("Enter")
    expect(page.get_by_role("heading", name="À faire maintenant")).to_be_visible()
    expect(page.get_by_label("Où en est la session").locator("[aria-current=step]")).to_have_text("Préparer")
    check(page)
    open_menu(page, "Avant", "Inscriptions")
    expect(page.get_by_role("heading", name="Inscriptions", level=1)).to_be_visible()
    check(page)
    page.get_by_label(re.compile("^La liste")).fill(LISTE)
    page.get_by_role("button", name="Ajouter ces personnes").press("Enter")
    # The line that is not read is named, and stays where it can be mended.
    expect(page.get_by_text("1\u00a0ligne laissée de côté")).to_be_visible()
    expect(page.get_by_label(re.compile("^La liste"))).to_have_value("Octavie sans adresse")
    expect(page.locator("#inscrites")).to_contain_text("Blaise Ormeau")
    check(page)
    SessionFormation.objects.update(etat="ouverte")
    for groupe, lien, titre in (
        ("Avant", "Convocations", "Convoquer"),
        ("Pendant", "Déroulé", "Déroulé de l’animation"),
        ("Après", "Questionnaires", "Questionnaires"),
        ("Après", "Bilan", "Bilan de la session"),
        ("Pendant", "Territoires", "Territoires d’exercice"),
    ):
        open_menu(page, groupe, lien)
        expect(page.get_by_role("heading", name=titre, level=1)).to_be_visible()
        check(page)


def test_a_trainee_answers_practises_and_her_trainer_looks_on(
    live_server,
    page_large,
    chargee,
    espace,
    settings,
    tmp_path,
):
    settings.MEDIA_ROOT = tmp_path
    session, page = create_session_essai(create_organisme_essai(chargee).espace), page_large
    inscription = create_inscription_essai(session, email="ysoline@exemple.invalid")
    exercice = create_exercice_essai(chargee, session, create_depart_essai(chargee), inscription)
    base = f"{live_server.url}/ma-formation/{build_cle(inscription)}/"
    page.goto(base)
    check(page)
    page.get_by_role("link", name="Remplir la grille").click()
    check(page)
    etat = page.locator("[data-grille-etat]")
    page.locator("#id_S1").get_by_label("En autonomie").check()
    expect(etat).to_have_text("Enregistré\u00a0: 1 sur 25\u00a0lignes.")
    page.context.set_offline(True)
    page.locator("#id_S1").get_by_label("Je transmets").check()
    page.get_by_role("button", name="Continuer").press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Ce que je sais faire"))).to_be_focused()
    page.locator("#id_F1").get_by_label("Inconnu").check()
    expect(etat).to_contain_text("2 sur 25\u00a0lignes. Pas de réseau")
    check(page)
    # The page is closed before the network is back: nothing is lost.
    page.goto("about:blank")
    page.context.set_offline(False)
    page.go_back()
    # The page that closed may have sent them by itself: then the server's own words say it.
    expect(etat).to_have_text(re.compile(r"^(Enregistré\s:\s)?2\ssur\s25\slignes\.$"))
    assert QuestionnaireSession.objects.get().reponses == {"S1": 4, "F1": 0}
    page.get_by_role("button", name=re.compile("^Comment je me tiens")).click()
    page.get_by_role("button", name="Terminer").click()
    expect(page.get_by_text("C’est enregistré, merci.")).to_be_visible()
    check(page)
    page.get_by_text("Plus", exact=True).click()
    page.get_by_role("link", name="Mon territoire").click()
    expect(page.get_by_role("button", name="Recevoir mon entrée")).to_be_visible()
    check(page)
    force_login_navigateur(page.context, live_server.url, chargee)
    args = [session.espace_id, session.pk, exercice.pk]
    page.goto(f"{live_server.url}{reverse('formation:exercice_detail', args=args)}")
    check(page)
    rempli = OutilRempli.objects.create(espace=espace, cle="indicateur", titre="Le délai")
    page.goto(f"{live_server.url}{reverse('prise_poste:outil_detail', args=[rempli.espace_id, rempli.pk])}")
    check(page)
    page.goto(f"{live_server.url}{reverse('formation:demande_create', args=[session.espace_id])}")
    page.get_by_role("button", name="Envoyer la demande").press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    check(page)
