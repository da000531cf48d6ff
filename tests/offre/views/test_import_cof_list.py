"""A list of conventions is sent or refused with a sentence; the conventions leave as a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from convive.journal.models import Journal
from convive.offre.models import ImportCofs
from tests.offre.factories import create_cof_essai, create_service_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/offre/conventions/imports/"


def test_list_reads_a_file_that_waits(connecte, url, espace, chargee, directeur):
    client = connecte(chargee)
    contenu = "Numéro;Du;Au\nA-1;01/01/2024;31/12/2024\n".encode()
    response = client.post(url, {"fichier": SimpleUploadedFile("a.csv", contenu)})
    fichier = ImportCofs.objects.get()
    assert response.headers["Location"] == f"{url}{fichier.pk}/"
    assert "a.csv" in client.get(url).content.decode()
    # Seen by its author alone, until it is done.
    assert "a.csv" not in connecte(directeur).get(url).content.decode()


@pytest.mark.parametrize(
    ("contenu", "phrase"),
    [(b"", "Ce fichier est vide."), (b"a;b\nc;d\n", "Aucune ligne de titres"), (b"COF\n", "aucune ligne en dessous")],
)
def test_list_refuses_with_a_sentence(connecte, url, chargee, contenu, phrase):
    page = connecte(chargee).post(url, {"fichier": SimpleUploadedFile("a.csv", contenu)}).content.decode()
    assert phrase in page
    assert not ImportCofs.objects.exists()


def test_conventions_leave_as_a_file_and_the_journal_says_so(connecte, url, espace, chargee):
    create_cof_essai(espace, create_service_essai(espace, "Relais", "rpe"), numero="22-104")
    response = connecte(chargee).post(url, {"format": "csv"})
    assert "22-104;Relais" in response.content.decode()
    assert "conventions-" in response.headers["Content-Disposition"]
    assert Journal.objects.filter(geste="exporter").get().detail == {"offre": "csv"}


def test_page_of_the_conventions_leads_here(connecte, url, espace, chargee, elue):
    page = f"/espaces/{espace.pk}/offre/conventions/"
    assert url in connecte(chargee).get(page).content.decode()
    assert url not in connecte(elue).get(page).content.decode()
