"""What is left to whoever comes next is written, read again and taken away, at both widths."""

from playwright.sync_api import expect

from tests.comptes.factories import force_login_navigateur
from tests.diagnostic.parcours.test_constats import check, page, pytestmark  # noqa: F401 - the fixture, its marks
from tests.gouvernance.factories import create_decision_essai


def test_the_handover_and_the_report_of_a_year(live_server, page, espace, chargee):  # noqa: F811 - the fixture
    create_decision_essai(espace, "Recruter à deux", responsable_texte="La Caf")
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(f"{live_server.url}/espaces/{espace.pk}/prise-de-poste/passation/")
    expect(page.get_by_text("Recruter à deux")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Écrire", exact=True).click()
    page.get_by_label("Les règles que personne n’a écrites").fill("On prévient la présidence d’abord.")
    check(page)
    page.get_by_role("button", name="Enregistrer le dossier").click()
    expect(page.get_by_text("On prévient la présidence d’abord.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="PDF").click()
    assert download.value.suggested_filename.endswith(".pdf")
    page.get_by_role("link", name="Rapport d’activité").first.click()
    check(page)
    page.get_by_role("link", name="Écrire ce que les chiffres ne disent pas").click()
    page.get_by_label("Les faits marquants").fill("Un guichet commun pour les familles.")
    check(page)
    page.get_by_role("button", name="Enregistrer le rapport").click()
    expect(page.get_by_text("Un guichet commun pour les familles.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="DOCX").click()
    assert download.value.suggested_filename.endswith(".docx")
