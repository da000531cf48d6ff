"""A room plays: the trainer opens and starts, two trainees write in one box, the fact comes, each takes it home."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import Atelier, ReponseAtelier
from convive.formation.selectors.ateliers_contenus import get_jeux
from tests.comptes.factories import force_login_navigateur
from tests.formation.factories_atelier import create_atelier_essai, create_groupe_essai, create_salle_essai
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]

FAITS = "Trois faits, datés et sourcés"


def open_page(live_server, page, inscription, atelier):
    page.goto(f"{live_server.url}/ma-formation/{build_cle(inscription)}/ateliers/{atelier.pk}/")
    return page


def test_a_trainer_seats_the_room_and_starts(live_server, page_large, chargee):
    session, _ = create_salle_essai(chargee, 5)
    force_login_navigateur(page_large.context, live_server.url, chargee)
    page = page_large
    page.goto(f"{live_server.url}/espaces/{session.espace_id}/formation/sessions/{session.pk}/ateliers/")
    check(page)
    page.get_by_role("button", name="Préparer cet atelier : La note pour demain matin").click()
    check(page)
    page.get_by_role("button", name="Répartir au hasard").click()
    check(page)
    page.get_by_role("button", name="Ouvrir aux stagiaires").click()
    page.get_by_role("button", name="Lancer le chronomètre").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("timer")).to_contain_text("24 min")
    assert Atelier.objects.get().chrono.is_en_marche


def test_two_trainees_write_in_one_box_and_the_fact_comes_by_itself(live_server, page_large, chargee):
    session, (une, deux) = create_salle_essai(chargee)
    depart = timezone.now() - timedelta(minutes=24, seconds=50)
    atelier = create_atelier_essai(session, chrono_depart=depart)
    create_groupe_essai(atelier, (une, "chargee"), (deux, "dgs"))
    page = open_page(live_server, page_large, une, atelier)
    autre = open_page(live_server, page_large.context.browser.new_context().new_page(), deux, atelier)
    check(page)
    expect(page.get_by_role("heading", name="Le DGS")).to_have_count(0)
    expect(autre.get_by_role("heading", name="Le DGS")).to_be_visible()
    page.get_by_label(FAITS).press_sequentially("Onze familles")
    expect(page.get_by_text("Enregistré par Personne 1")).to_be_visible()
    # What I write arrives at the other, who then adds to it while I add too.
    expect(autre.get_by_label(FAITS)).to_have_value("Onze familles")
    fait = page.get_by_role("region", name="Un fait nouveau")
    expect(fait).to_contain_text(get_jeux()["note_pour_demain"].fait_nouveau.texte)
    autre.get_by_label(FAITS).press("End")
    autre.get_by_label(FAITS).press_sequentially("\n19 400 € en 2025")
    expect(autre.get_by_text("Enregistré par Personne 2")).to_be_visible()
    expect(page.get_by_label(FAITS)).to_have_value("Onze familles\n19 400 € en 2025")
    check(page)
    assert ReponseAtelier.objects.get().texte == "Onze familles\n19 400 € en 2025"
    autre.context.close()


def test_without_the_network_the_text_stays_and_leaves_later(live_server, page_large, chargee):
    session, (une, _) = create_salle_essai(chargee)
    atelier = create_atelier_essai(session, "frise", "outil")
    page = open_page(live_server, page_large, une, atelier)
    page.context.set_offline(True)
    page.get_by_label("Ce que je garde pour moi").press_sequentially("Hors ligne")
    expect(page.get_by_text("Pas de réseau")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Pas de réseau")).to_have_count(0)
    expect(page.get_by_text("Enregistré à")).to_be_visible()
    assert ReponseAtelier.objects.get().texte == "Hors ligne"


def test_a_trainee_takes_her_work_with_the_keyboard(live_server, page_large, chargee):
    session, (une, _) = create_salle_essai(chargee)
    atelier = create_atelier_essai(session, "frise", "outil")
    create_groupe_essai(atelier, (une, ""))
    page = open_page(live_server, page_large, une, atelier)
    page.get_by_role("link", name="Télécharger").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Télécharger")).to_be_visible()
    check(page)
    page.get_by_role("button", name="PDF : La frise de ma CTG").focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "la-frise-de-ma-ctg.pdf"


def test_a_project_is_read_with_the_grid(live_server, page_large, chargee):
    session, (une, _) = create_salle_essai(chargee)
    atelier = create_atelier_essai(session, "lecture_critique", "lecture")
    page = open_page(live_server, page_large, une, atelier)
    check(page)
    page.get_by_role("link", name="Lire et noter : Valméraude en partage, projet social 2024-2028").click()
    check(page)
    ligne = page.get_by_role("group", name="A-t-on choisi ?")
    ligne.get_by_label("0 – Absent").check()
    expect(page.get_by_text("Enregistré à")).to_be_visible()
    page.get_by_role("link", name="Côte à côte").click()
    expect(page.get_by_role("cell", name="0 – Absent")).to_be_visible()
    assert ReponseAtelier.objects.get().niveau == 0
