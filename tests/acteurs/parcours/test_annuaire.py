"""A person, her function, a group to write to, two cards made one: in a browser, for eyes, keyboard and axe."""

import re

import pytest
from playwright.sync_api import expect

from tests.acteurs.factories import create_fonction_essai, create_organisation_essai, create_personne_essai
from tests.comptes.factories import force_login_navigateur
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_someone_is_added_gathered_and_written_to(live_server, page_large, espace, chargee):
    passeurs = create_organisation_essai(espace, email="contact@passeurs.fr")
    create_fonction_essai(create_personne_essai(espace, "Roux", "Camille", email="c@x.fr"), passeurs, "Animatrice")
    page, base = page_large, f"{live_server.url}/espaces/{espace.pk}/acteurs/"
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(base)
    check(page)
    page.get_by_role("link", name="Les Passeurs du Gué").click()
    check(page)
    page.get_by_role("link", name="Ajouter une personne").click()
    check(page)
    page.get_by_label("Prénom").fill("Soraya")
    page.get_by_label("Nom", exact=True).fill("Bellegué")
    page.get_by_label("Adresse e-mail professionnelle").fill("s@x.fr")
    page.get_by_role("button", name="Ajouter la personne").click()
    # What is missing is said, and nothing that was typed is lost.
    expect(page.get_by_role("alert")).to_contain_text("D’où viennent ces coordonnées")
    check(page)
    page.get_by_label("D’où viennent ces coordonnées").fill("sa carte de visite")
    page.get_by_role("textbox", name=re.compile("^Fonction")).fill("Directrice")
    page.get_by_role("button", name="Ajouter la personne").click()
    expect(page.get_by_role("heading", name="Soraya Bellegué")).to_be_visible()
    expect(page.get_by_role("heading", name="Directrice")).to_be_visible()
    check(page)
    page.goto(f"{base}groupes/ajouter/")
    page.get_by_label("Nom du groupe").fill("Les directions")
    page.keyboard.press("Enter")
    page.get_by_role("searchbox", name="Un nom, une fonction").fill("passeurs")
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox")).to_have_count(3)
    check(page)
    page.get_by_role("button", name="Ajouter au groupe").click()
    page.get_by_role("link", name="Voir le groupe").click()
    expect(page.get_by_label("Les adresses, à coller dans votre messagerie")).to_have_value(
        re.compile("s@x.fr; c@x.fr; contact@passeurs.fr")
    )
    check(page)
    # A letter to all of them: its draft, who it goes to, what was sent.
    page.get_by_role("link", name="Écrire une lettre").click()
    check(page)
    page.get_by_label("Objet").fill("Prochaine rencontre")
    page.get_by_label("Texte").fill("Bonjour, nous nous retrouvons jeudi.")
    page.get_by_role("button", name="Relire le brouillon").click()
    check(page)
    page.get_by_role("link", name="Destinataires", exact=True).click()
    check(page)
    page.get_by_role("link", name="Relire la lettre").click()
    page.get_by_role("button", name="Envoyer la lettre").click()
    expect(page.get_by_role("heading", name="Qui a reçu quoi")).to_be_visible()
    check(page)
    page.get_by_text("Courriers et rencontres", exact=False).first.click()
    page.get_by_role("link", name="Appels, rencontres").click()
    check(page)
    page.get_by_role("link", name="Noter un échange").click()
    check(page)
    page.get_by_label("Contenu de l’échange").fill("Elle viendra jeudi.")
    page.get_by_label("Organisation").select_option(label="Les Passeurs du Gué")
    page.get_by_role("button", name="Noter").click()
    expect(page.get_by_text("Elle viendra jeudi.")).to_be_visible()
    check(page)


def test_two_cards_are_compared_joined_and_taken_apart(live_server, page_large, espace, chargee):
    create_organisation_essai(espace, telephone="05 36 49 00 01")
    create_organisation_essai(espace, "Les passeurs du Gue", telephone="05 36 49 00 02")
    page = page_large
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(f"{live_server.url}/espaces/{espace.pk}/acteurs/doublons/")
    check(page)
    page.get_by_role("link", name=re.compile("Comparer")).click()
    check(page)
    page.get_by_label("05 36 49 00 02").check()
    page.get_by_role("button", name="En faire une seule fiche").click()
    expect(page.get_by_role("link", name="05 36 49 00 02")).to_be_visible()
    page.get_by_text("Mises à jour", exact=True).click()
    page.get_by_role("link", name="Doublons").click()
    page.get_by_role("button", name=re.compile("Annuler la fusion")).click()
    expect(page.get_by_text("Fusion annulée")).to_be_visible()
    page.get_by_text("Mises à jour\u00a0: Doublons").click()
    page.get_by_role("link", name="Qui manque").click()
    expect(page.get_by_role("heading", name="Qui inviter")).to_be_visible()
    check(page)
