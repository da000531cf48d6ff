"""The projected page: led with the keyboard, it keeps its place when the page is opened again and works without a
network; in a browser, at 1280 and 360 px."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from convive.formation.models import DemiJournee, QuestionMur, SessionFormation
from tests.comptes.factories import force_login_navigateur
from tests.formation.factories_atelier import create_salle_essai
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]

TEMPS = [
    {
        "minutes": 20,
        "titre": "Se présenter",
        "methode": "tour de table",
        "consigne": "Dites votre territoire.\nAnimation\u00a0: cacher la clé.",
    },
    {"minutes": 30, "titre": "Trier les cartes", "methode": "par trois", "consigne": "Placez les cartes."},
]


@pytest.fixture
def session(chargee) -> SessionFormation:
    session, _ = create_salle_essai(chargee)
    session.programme.sequences.filter(cle="S1").update(deroule=TEMPS)
    DemiJournee.objects.filter(pk=session.demi_journees.first().pk).update(sequences=["S1"])
    return session


def open_salle(page: Page, live_server, compte, session: SessionFormation) -> None:
    force_login_navigateur(page.context, live_server.url, compte)
    page.goto(f"{live_server.url}{reverse('formation:salle_detail', args=[session.espace_id, session.pk])}")


def test_a_trainer_leads_the_room_with_the_keyboard(live_server, page_large, chargee, session):
    page = page_large
    open_salle(page, live_server, chargee, session)
    courante = page.locator("[data-salle-courante]")
    expect(courante.get_by_role("heading")).to_have_text("Se présenter")
    expect(courante).to_contain_text("Dites votre territoire.")
    expect(courante).to_contain_text("20\u00a0min")
    # What is for the trainer alone is nowhere on the page that the room reads.
    assert "cacher la clé" not in page.content()
    check(page)

    page.keyboard.press("Space")
    expect(courante.get_by_role("button", name="Suspendre")).to_be_visible()
    page.keyboard.press("+")
    expect(courante).to_contain_text("25\u00a0min")
    # The activity goes on after the page is opened again.
    page.reload()
    expect(courante).to_contain_text("25\u00a0min")
    expect(courante.get_by_role("button", name="Suspendre")).to_be_visible()

    # The clock and the schedule are on the device: the network may go.
    page.context.set_offline(True)
    page.keyboard.press("ArrowRight")
    expect(courante.get_by_role("heading")).to_have_text("Trier les cartes")
    expect(courante).to_contain_text("Placez les cartes.")
    expect(courante).to_contain_text("C’est la dernière activité")
    page.keyboard.press("ArrowLeft")
    expect(courante.get_by_role("heading")).to_have_text("Se présenter")
    page.context.set_offline(False)


def test_a_question_of_the_room_is_put_on_the_wall(live_server, page_large, chargee, session):
    page = page_large
    open_salle(page, live_server, chargee, session)
    page.keyboard.press("2")
    champ = page.get_by_label("Une question de la salle")
    expect(champ).to_be_visible()
    # The figures and letters of a question do not lead the room.
    champ.press_sequentially("Qui paie en 2 fois ?")
    expect(champ).to_be_visible()
    champ.press("Enter")
    expect(page.locator(".cv-salle__mur")).to_contain_text("Qui paie en 2 fois")
    expect(page.get_by_role("link", name="Questions (1)")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Répondue").click()
    expect(page.get_by_role("link", name="Questions", exact=True)).to_be_visible()
    assert QuestionMur.objects.get().repondue_le is not None
