"""A body takes the course, changes a sequence, publishes; an organisation asks for a training; the dossier opens
without network: in a browser."""

import io
import zipfile

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from convive.formation.cles.stagiaire import build_cle
from convive.formation.exports.dossier import render_dossier
from convive.formation.models import DemandeFormation, Programme
from convive.formation.selectors.dossier import read_dossier
from tests.comptes.factories import force_login_navigateur
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_a_course_is_taken_changed_published_and_asked_for(live_server, page_large, chargee):
    espace, page = create_organisme_essai(chargee).espace, page_large
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(f"{live_server.url}/espaces/{espace.pk}/formation/programmes/")
    check(page)
    page.get_by_role("button", name="Prendre ce cours").first.click()
    check(page)
    page.get_by_role("link", name="Piloter un projet social de territoire").click()
    check(page)
    page.get_by_role("group", name="Temps 1", exact=True).get_by_label("Minutes").fill("45")
    page.get_by_role("button", name="Enregistrer la séquence").click()
    check(page)
    page.get_by_role("link", name="Piloter et faire vivre").click()
    expect(page.get_by_text("15 min de trop")).to_be_visible()
    page.get_by_role("button", name="Publier la fiche").click()
    page.get_by_role("link", name="La fiche que tout le monde lit").click()
    check(page)
    page.get_by_role("link", name="Demander une formation à votre mesure").click()
    check(page)
    page.get_by_label("Votre organisation").fill("Pays de Vallombre")
    page.get_by_label("Votre prénom et votre nom").fill("Octavie Lanterne")
    page.get_by_label("Votre adresse e-mail").fill("octavie@exemple.invalid")
    page.get_by_label("Évaluer").check()
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("heading", name="Votre demande est arrivée")).to_be_visible()
    demande = DemandeFormation.objects.get()
    page.goto(f"{live_server.url}/espaces/{espace.pk}/formation/demandes/{demande.pk}/")
    check(page)
    page.get_by_role("button", name="Faire le brouillon de programme").click()
    expect(page.get_by_role("heading", name="Une formation pour Pays de Vallombre", level=1)).to_be_visible()
    assert Programme.objects.filter(espace=espace).count() == 2


def test_a_dossier_opens_without_network(live_server, page_large, chargee, tmp_path):
    session = create_session_essai(create_organisme_essai(chargee).espace)
    inscription, page = create_inscription_essai(session), page_large
    page.goto(f"{live_server.url}/ma-formation/{build_cle(inscription)}/dossier/")
    check(page)
    fichier = render_dossier(read_dossier(inscription, timezone.now()), "web", timezone.localdate())
    with zipfile.ZipFile(io.BytesIO(fichier.contenu)) as archive:
        archive.extractall(tmp_path)
    page.context.set_offline(True)
    page.goto(f"file://{tmp_path}/dossier-ressource.html")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    page.get_by_role("link", name="Le glossaire").click()
    expect(page.get_by_role("heading", name="Le glossaire")).to_be_in_viewport()
