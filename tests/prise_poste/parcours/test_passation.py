"""What is left to whoever comes next is written, read again and taken away, at both widths."""

import pytest
from playwright.sync_api import expect

from tests.comptes.factories import force_login_navigateur
from tests.gouvernance.factories import create_decision_essai
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_the_handover_and_the_report_of_a_year(live_server, page_large, espace, chargee):
    create_decision_essai(espace, "Recruter à deux", responsable_texte="La Caf")
    force_login_navigateur(page_large.context, live_server.url, chargee)
    page_large.goto(f"{live_server.url}/espaces/{espace.pk}/prise-de-poste/passation/")
    expect(page_large.get_by_text("Recruter à deux")).to_be_visible()
    check(page_large)
    page_large.get_by_role("link", name="Écrire", exact=True).click()
    page_large.get_by_label("Les règles que personne n’a écrites").fill("On prévient la présidence d’abord.")
    check(page_large)
    page_large.get_by_role("button", name="Enregistrer le dossier").click()
    expect(page_large.get_by_text("On prévient la présidence d’abord.")).to_be_visible()
    with page_large.expect_download() as download:
        page_large.get_by_role("button", name="PDF").click()
    assert download.value.suggested_filename.endswith(".pdf")
    page_large.goto(f"{live_server.url}/espaces/{espace.pk}/prise-de-poste/rapport/")
    check(page_large)
    page_large.get_by_role("link", name="Ajouter un commentaire").click()
    page_large.get_by_label("Les faits marquants").fill("Un guichet commun pour les familles.")
    check(page_large)
    page_large.get_by_role("button", name="Enregistrer le rapport").click()
    expect(page_large.get_by_text("Un guichet commun pour les familles.")).to_be_visible()
    with page_large.expect_download() as download:
        page_large.get_by_role("button", name="DOCX").click()
    assert download.value.suggested_filename.endswith(".docx")
