"""The pack of a séance in a browser: open it, take the relevé, ask for the archive, send the minutes."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from convive.espaces.selectors.membre import get_membre
from convive.gouvernance.actions.cloture import close_seance
from tests.comptes.factories import force_login_navigateur
from tests.gouvernance.factories import (
    create_decision_essai,
    create_participant_essai,
    create_point_essai,
    create_seance_essai,
)
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def seance(gouvernance, espace, chargee):
    seance = create_seance_essai(gouvernance.copil, 0, statut="en_cours", numero=3, convoquee_le=timezone.now())
    point = create_point_essai(gouvernance.copil, "Les vingt places", seance=seance, ordre=1, nature="decision")
    create_decision_essai(espace, "On ouvre.", seance=seance, point=point, responsable_texte="La Caf")
    create_participant_essai(seance, "Soraya Bellegué", email="soraya@exemple.fr", presence="present")
    return close_seance(by=get_membre(chargee, espace.pk), seance=seance, traites={point.pk})


def test_the_relevé_is_taken_the_archive_asked_the_minutes_sent(live_server, page_large, seance, chargee):
    page = page_large
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(f"{live_server.url}/espaces/{seance.espace_id}/instances/seances/{seance.pk}/")
    # A closed séance opens on its last step; its documents are under one menu.
    expect(page.get_by_role("heading", name="Elle est close")).to_be_visible()
    check(page)
    page.locator("summary", has_text="Télécharger").click()
    check(page)
    releve = page.get_by_role("button", name=re.compile("^PDF.*Le relevé de décisions"))
    releve.focus()
    with page.expect_download() as attendu:
        page.keyboard.press("Enter")
    assert re.fullmatch(
        r"copil-[\d-]{10}-releve-de-decisions-civraisien-en-poitou\.pdf", attendu.value.suggested_filename
    )
    page.get_by_role("button", name="Envoyer à 1 personne").click()
    expect(page.get_by_text("1 message part")).to_be_visible()
    check(page)
    page.locator("summary", has_text="Télécharger").click()
    page.get_by_role("button", name=re.compile("^Word.*tout le dossier")).click()
    expect(page.get_by_role("link", name="Revenir à la séance")).to_be_visible()
    check(page)
    expect(page.get_by_role("link", name="Télécharger")).to_be_visible(timeout=30_000)
    with page.expect_download() as archive:
        page.get_by_role("link", name="Télécharger").click()
    assert archive.value.suggested_filename.endswith(".zip")
