"""A séance in a browser: convened, answered without an account, a room of thirty, the wall, its agenda."""

import re

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from convive.acteurs.models import Personne
from convive.gouvernance.models import Decision
from convive.plan_action.models import FicheAction
from tests.comptes.factories import force_login_navigateur
from tests.gouvernance.factories import (
    create_carte,
    create_participant_essai,
    create_point_essai,
    create_seance_essai,
    create_siege,
)
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ouvre(live_server, page_large, espace, chargee):
    """Opens a page of a séance as the chargée."""
    force_login_navigateur(page_large.context, live_server.url, chargee)

    def open_page(seance, page: str = ""):
        page_large.goto(f"{live_server.url}/espaces/{espace.pk}/instances/seances/{seance.pk}/{page}")
        return page_large

    return open_page


def press_until(page, nom: str, touche: str = "Tab", maximum: int = 60) -> None:
    """Move with the keyboard alone until the thing of this name has the focus."""
    for _ in range(maximum):
        page.keyboard.press(touche)
        if page.evaluate("document.activeElement.textContent.trim()").startswith(nom):
            return
    pytest.fail(f"Le clavier n’atteint pas « {nom} ».")


def test_a_convocation_leaves_and_is_answered_by_its_link_without_an_account(
    live_server, ouvre, gouvernance, espace, navigateur
):
    create_siege(gouvernance.copil, Personne.objects.create(espace=espace, nom="Soraya Bellegué", email="s@exemple.fr"))
    seance = create_seance_essai(gouvernance.copil, 12, lieu="Salle des mariniers")
    create_point_essai(gouvernance.copil, "Les vingt places", seance=seance, nature="decision")
    page = ouvre(seance, "convocation/")
    page.get_by_role("button", name="Ajouter les titulaires").click()
    page.get_by_role("button", name="Convoquer", exact=True).click()
    expect(page.get_by_text("1 message part")).to_be_visible()
    check(page)
    chemin = re.search(r"/espaces/lien/\S+|/lien/\S+", mail.outbox[0].body)
    assert chemin is not None
    with navigateur.new_context(viewport=page.viewport_size, locale="fr-FR") as context:
        invitee = context.new_page()
        invitee.goto(f"{live_server.url}{chemin[0]}")
        check(invitee)
        # With the keyboard alone: the answer, then the button.
        invitee.get_by_role("radio", name="Je me fais représenter").focus()
        invitee.keyboard.press("Space")
        press_until(invitee, "Envoyer ma réponse")
        invitee.keyboard.press("Enter")
        expect(invitee.get_by_role("alert")).to_contain_text("Indiquez par qui")
        check(invitee)
        invitee.get_by_label("Par qui (si vous vous faites représenter)").fill("Lise Ferrand")
        invitee.keyboard.press("Enter")
        expect(invitee.get_by_role("heading", name="C’est fait, merci")).to_be_visible()
    page.reload()
    expect(page.get_by_text("par Lise Ferrand")).to_be_visible()
    page.get_by_text("Un lien perdu, ou transmis").click()
    page.get_by_text("Noter une réponse reçue par téléphone ou de vive voix").click()
    check(page)


def tap_before_the_answer(page, noms: list[str]) -> None:
    """Tap each name while the network still holds the answer to the first."""
    gardes = []
    page.route("**/presences/", lambda route: route.continue_() if gardes else gardes.append(route))
    for nom in noms:
        page.get_by_role("button", name=nom).click()
    gardes[0].continue_()


def test_a_room_of_thirty_is_ticked_from_the_list_and_from_the_code(live_server, ouvre, gouvernance, navigateur):
    seance = create_seance_essai(gouvernance.copil, 0, statut="en_cours", numero=3, convoquee_le=timezone.now())
    for rang in range(30):
        create_participant_essai(seance, f"Personne {rang:02}", qualite="Maire")
    page = ouvre(seance, "presences/")
    annonce = page.locator("#appel [data-annonce]")
    expect(annonce).to_contain_text(re.compile(r"^\s*0.présent·e"))
    for rang in range(3):
        bouton = page.get_by_role("button", name=f"Présent·e : Personne {rang:02}")
        bouton.focus()
        page.keyboard.press("Enter")
        expect(annonce).to_contain_text(re.compile(rf"^\s*{rang + 1}.présent·e"))
        # The focus stays where it was: the next name is two keys away.
        expect(bouton).to_be_focused()
    tap_before_the_answer(page, [f"Présent·e : Personne {rang:02}" for rang in (3, 4, 5)])
    expect(annonce).to_contain_text(re.compile(r"^\s*6.présent·es"))
    check(page)
    adresse = page.get_by_text(re.compile("/emargement/")).first.inner_text()
    chemin = re.search(r"/espaces/emargement/\S+", adresse)
    assert chemin is not None
    with navigateur.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR") as context:
        telephone = context.new_page()
        telephone.goto(f"{live_server.url}{chemin[0]}")
        check(telephone)
        telephone.get_by_role("button", name="Personne 17").click()
        expect(telephone.get_by_role("heading", name="C’est noté, Personne 17")).to_be_visible()
        check(telephone)
    page.reload()
    expect(annonce).to_contain_text(re.compile(r"^\s*7.présent·es"))


def test_a_subject_is_shown_on_the_wall_and_decided_there(ouvre, gouvernance):
    seance = create_seance_essai(gouvernance.copil, 0, statut="en_cours", numero=3, convoquee_le=timezone.now())
    create_point_essai(gouvernance.copil, "Ouvrir la séance", seance=seance, ordre=1)
    create_point_essai(gouvernance.copil, "Les vingt places", seance=seance, ordre=2, nature="decision")
    page = ouvre(seance, "presentation/")
    expect(page.get_by_role("heading", name="Ouvrir la séance")).to_be_visible()
    check(page)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Les vingt places")).to_be_visible()
    expect(page.get_by_role("radio", name="Décision")).to_be_checked()
    page.get_by_label("Texte").fill("On ouvre vingt places.")
    page.get_by_role("button", name="Noter", exact=True).click()
    expect(page.get_by_role("heading", name="Décidé")).to_be_visible()
    check(page)
    assert Decision.objects.filter(libelle="On ouvre vingt places.", point__titre="Les vingt places").count() == 1


def test_an_agenda_is_made_of_proposals_with_the_keyboard_alone(ouvre, gouvernance, espace, ctg):
    for rang in range(8):
        FicheAction.objects.create(espace=espace, ctg=ctg, titre=f"Action {rang}", statut="bloquee")
    page = ouvre(gouvernance.brouillon)
    check(page)
    premier = page.locator("#propose .cv-propose > li").first.locator("h3").inner_text()
    press_until(page, "Voir les", maximum=80)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Actions du plan", exact=True)).to_be_visible()
    check(page)
    page.get_by_role("button", name=f"Ajouter, 10 min : {premier}").or_(
        page.get_by_role("button", name=re.compile(f"^Ajouter, .* : {re.escape(premier)}"))
    ).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#ordre-du-jour").get_by_role("heading", name=premier)).to_be_visible()
    # What was done is said, with the focus, on the next proposal: one more key and it is added too.
    fait = page.locator("#propose .cv-propose > li").first.get_by_role("status")
    expect(fait).to_be_focused()
    expect(fait).to_contain_text("est à l’ordre du jour")
    press_until(page, "Ajouter", maximum=1)


def test_an_elue_says_that_she_comes_then_that_she_does_not(
    live_server, page_large, espace, elue, gouvernance, navigateur
):
    carte = create_carte(espace, elue)
    siege = create_siege(gouvernance.copil, carte, is_elu=True)
    ligne = create_participant_essai(gouvernance.convoquee, str(carte), membre=siege, personne=carte)
    force_login_navigateur(page_large.context, live_server.url, elue)
    adresse = f"{live_server.url}/espaces/{espace.pk}/instances/seances/{gouvernance.convoquee.pk}/"
    page_large.goto(adresse)
    check(page_large)
    oui = page_large.get_by_role("button", name="Je viens", exact=True)
    # The server is away: it is said, and nothing is lost.
    page_large.route("**/ma-reponse/", lambda route: route.fulfill(status=503, body=""))
    oui.click()
    expect(page_large.locator(".cv-signe")).to_contain_text("Le serveur ne répond pas")
    page_large.unroute("**/ma-reponse/")
    oui.click()
    expect(page_large.locator("#venir")).to_contain_text("C’est noté")
    expect(oui).to_have_attribute("aria-pressed", "true")
    expect(page_large.locator("#annonces")).to_contain_text("vous venez")
    expect(page_large).to_have_url(adresse)
    check(page_large)
    ligne.refresh_from_db()
    assert ligne.reponse == "present"
    # Without any script, then on a page of its own.
    with navigateur.new_context(java_script_enabled=False, locale="fr-FR") as context:
        force_login_navigateur(context, live_server.url, elue)
        page = context.new_page()
        page.goto(adresse)
        page.get_by_role("button", name="Je ne viens pas").click()
        expect(page.get_by_text("Votre réponse est notée")).to_be_visible()
        ligne.refresh_from_db()
        assert ligne.reponse == "excuse"
    page_large.goto(adresse)
    page_large.get_by_role("link", name="Me faire représenter").click()
    check(page_large)
    page_large.get_by_label("Je me fais représenter").check()
    page_large.get_by_label("Par qui (si vous vous faites représenter)").fill("Yann Corbet")
    page_large.get_by_role("button", name="Envoyer ma réponse").click()
    expect(page_large.get_by_text("Yann Corbet vous représente")).to_be_visible()
