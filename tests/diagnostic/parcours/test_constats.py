"""The shared diagnosis in a browser: a partner answers from a phone, an AFOM is filled with the keyboard, élus vote."""

import pytest
from playwright.sync_api import expect

from convive.diagnostic.actions.constat import SaisiePreuve
from convive.diagnostic.models import AvisConstat, ElementAfom, VoteEnjeu
from tests.comptes.factories import force_login_navigateur
from tests.diagnostic.factories import (
    FIGURE,
    create_constat_essai,
    create_enjeu_essai,
    create_parole_essai,
    create_tour_essai,
    vote,
)
from tests.diagnostic.test_gestes import create_lien_avis
from tests.espaces.factories import create_thematique
from tests.espaces.parcours.test_espaces import press_tab_until
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_a_partner_without_an_account_answers_a_constat(live_server, page_large, espace):
    preuves = (SaisiePreuve(figure=FIGURE), SaisiePreuve(parole=create_parole_essai(espace)))
    constat = create_constat_essai(espace, preuves=preuves)
    page_large.goto(f"{live_server.url}{create_lien_avis(constat)}")
    expect(page_large.get_by_role("heading", level=1)).to_contain_text("Une famille sur quatre")
    expect(page_large.get_by_text("quarante minutes de route")).to_be_visible()
    check(page_large)
    page_large.get_by_text("Pas d’accord", exact=True).click()
    page_large.get_by_role("button", name="Donner mon avis").click()
    expect(page_large.get_by_text("Indiquez pourquoi").first).to_be_visible()
    check(page_large)
    page_large.get_by_label("En une phrase").fill("Nous en voyons moins, à la crèche.")
    page_large.get_by_role("button", name="Donner mon avis").click()
    expect(page_large.get_by_role("heading", level=1)).to_have_text("C’est fait, merci")
    check(page_large)
    assert AvisConstat.objects.get().sens == "desaccord"


def test_an_afom_is_filled_with_the_keyboard_alone(live_server, page_large, espace, chargee):
    jeunesse = create_thematique(espace, "Jeunesse")
    create_constat_essai(espace, "Le soir, rien.", thematiques=(jeunesse,))
    force_login_navigateur(page_large.context, live_server.url, chargee)
    for suite in ("", "?vue=projection"):
        page_large.goto(f"{live_server.url}/espaces/{espace.pk}/afom/{jeunesse.pk}/{suite}")
        check(page_large)
        champ = page_large.locator("#id_faiblesse_texte")
        press_tab_until(page_large, champ)
        for texte in (f"Peu de cars{suite}", f"Peu de lieux{suite}"):
            page_large.keyboard.type(texte)
            page_large.keyboard.press("Enter")
            expect(page_large.locator("#faiblesse li").filter(has_text=texte).first).to_be_visible()
            # The cursor is back where one writes.
            expect(champ).to_be_focused()
        check(page_large)
    assert ElementAfom.objects.count() == 4


def test_an_elue_votes_and_the_page_is_handed_out(live_server, page_large, espace, chargee, elue):
    enjeux = [create_enjeu_essai(espace, f"Enjeu numéro {rang}") for rang in range(2)]
    tour = create_tour_essai(espace)
    force_login_navigateur(page_large.context, live_server.url, elue)
    page_large.goto(f"{live_server.url}/espaces/{espace.pk}/enjeux/voter/")
    for enjeu in enjeux:
        expect(page_large.get_by_role("heading", level=1)).to_have_text(enjeu.libelle)
        check(page_large)
        for groupe in page_large.locator(".cv-note").all():
            groupe.get_by_text("3", exact=True).click()
        page_large.get_by_role("button", name="Enregistrer").click()
    expect(page_large.get_by_text("Vous avez vu tous les enjeux")).to_be_visible()
    assert VoteEnjeu.objects.filter(votant=elue, note=3).count() == 10
    vote(tour, chargee, enjeux[0], 4, 4, 4, 4, 4)
    force_login_navigateur(page_large.context, live_server.url, chargee)
    base = f"{live_server.url}/espaces/{espace.pk}"
    for chemin in ("enjeux/", f"enjeux/{enjeux[0].pk}/", "enjeux/votes/", "enjeux/criteres/", "enjeux/sur-une-page/"):
        page_large.goto(f"{base}/{chemin}")
        check(page_large)


def test_every_page_of_the_diagnosis_is_read_by_everyone(live_server, page_large, espace, chargee):
    parole = create_parole_essai(espace)
    constat = create_constat_essai(espace, preuves=(SaisiePreuve(figure=FIGURE), SaisiePreuve(parole=parole)))
    enjeu = create_enjeu_essai(espace, constats=(constat,))
    force_login_navigateur(page_large.context, live_server.url, chargee)
    base = f"{live_server.url}/espaces/{espace.pk}"
    for chemin in (
        "paroles/",
        "paroles/ajouter/",
        f"paroles/{parole.pk}/",
        "constats/",
        "constats/ecrire/",
        "constats/qui-s-est-prononce/",
        "constats/corbeille/",
        f"constats/{constat.pk}/",
        f"constats/{constat.pk}/avis/donner/",
        f"constats/{constat.pk}/preuves/ajouter/",
        "afom/",
        f"enjeux/{enjeu.pk}/modifier/",
    ):
        response = page_large.goto(f"{base}/{chemin}")
        assert response is not None
        assert response.status == 200
        check(page_large)
