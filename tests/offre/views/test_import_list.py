"""A file of services is sent or refused with a sentence; the inventory leaves as a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from convive.journal.models import Journal
from convive.offre.models import ImportServices
from tests.offre.factories import create_service_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/offre/imports/"


def test_import_list_reads_a_file_that_waits(connecte, url, espace, chargee, directeur):
    client = connecte(chargee)
    response = client.post(url, {"fichier": SimpleUploadedFile("a.csv", b"Service;Type\nRelais;rpe\n")})
    fichier = ImportServices.objects.get()
    assert response.headers["Location"] == f"/espaces/{espace.pk}/offre/imports/{fichier.pk}/"
    assert "a.csv" in client.get(url).content.decode()
    # Seen by its author alone, until it is done.
    assert "a.csv" not in connecte(directeur).get(url).content.decode()


@pytest.mark.parametrize(
    ("contenu", "phrase"),
    [
        (b"", "Ce fichier est vide."),
        (b"a;b\nc;d\n", "Aucune ligne de titres"),
        (b"Service\n", "aucune ligne en dessous"),
    ],
)
def test_import_list_refuses_with_a_sentence(connecte, url, chargee, contenu, phrase):
    page = connecte(chargee).post(url, {"fichier": SimpleUploadedFile("a.csv", contenu)}).content.decode()
    assert phrase in page
    assert not ImportServices.objects.exists()


def test_import_list_exports_and_the_journal_says_so(connecte, url, espace, chargee):
    create_service_essai(espace, "Relais", "rpe")
    response = connecte(chargee).post(url, {"format": "csv"})
    assert "Relais petite enfance" in response.content.decode()
    assert "services-" in response.headers["Content-Disposition"]
    assert Journal.objects.filter(geste="exporter").get().detail == {"offre": "csv"}


def test_import_list_gives_a_file_for_data_inclusion(connecte, url, espace, chargee):
    create_service_essai(espace, "Relais", "rpe")
    response = connecte(chargee).post(url, {"format": "json"})
    assert response.json()["services"][0]["nom"] == "Relais"
    assert response.headers["Content-Type"] == "application/json"
