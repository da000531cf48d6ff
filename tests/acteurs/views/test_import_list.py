"""A file is sent or refused with a sentence; the directory leaves as a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from convive.acteurs.models import Import
from convive.documents.rules.tableur import MAX_OCTETS
from convive.journal.models import Journal
from tests.acteurs.factories import create_organisation_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def navigateur(connecte, chargee):
    return connecte(chargee)


@pytest.fixture
def url(espace):
    return reverse("acteurs:import_list", args=[espace.pk])


def test_file_is_read_and_waits(navigateur, espace, url):
    fichier = SimpleUploadedFile("carnet.csv", "Organisation;Téléphone\nFoyer;05\n".encode())
    response = navigateur.post(url, {"fichier": fichier})
    created = Import.objects.get()
    assert response.url == reverse("acteurs:import_detail", args=[espace.pk, created.pk])
    assert (created.fichier_nom, created.lignes, created.statut) == ("carnet.csv", [[2, ["Foyer", "05"]]], "prepare")
    assert "carnet.csv" in navigateur.get(url).content.decode()


@pytest.mark.parametrize(
    ("nom", "contenu", "phrase"),
    [
        ("vide.csv", b"", "Ce fichier est vide."),
        ("titres.csv", b"Organisation;Type\n", "aucune ligne en dessous"),
        ("sans-titres.csv", b"a;b\nc;d\n", "Aucune ligne de titres"),
        ("long.csv", b"Organisation\n" + b"Foyer\n" * 100_000, "plus de 5000 lignes"),
        ("lourd.csv", b"a" * (MAX_OCTETS + 1), "trop lourd"),
        ("photo.pdf", b"%PDF-1.4", "Envoyez un tableau"),
        ("vieux.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ancien format"),
        ("page.csv", b"<html><body>", "page web"),
        ("binaire.csv", b"\x00\x01\x02", "Ce type de fichier n’est pas accepté"),
    ],
)
def test_absurd_file_is_refused_with_a_sentence(navigateur, url, nom, contenu, phrase):
    response = navigateur.post(url, {"fichier": SimpleUploadedFile(nom, contenu)})
    assert (response.status_code, Import.objects.count()) == (200, 0)
    assert phrase in response.content.decode()


def test_form_without_a_file_asks_for_one(navigateur, url):
    assert "Choisissez un fichier." in navigateur.post(url).content.decode()


@pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
def test_directory_leaves_as_a_file(navigateur, espace, url, format):
    create_organisation_essai(espace)
    response = navigateur.post(url, {"format": format})
    assert "annuaire-" in response["Content-Disposition"]
    assert response["Content-Disposition"].endswith(f'.{format}"')
    assert Journal.objects.filter(geste="exporter", detail__annuaire=format).count() == 1


def test_page_costs_the_same_queries_whatever_the_number_of_imports(
    navigateur, espace, url, chargee, django_assert_max_num_queries
):
    navigateur.get(url)
    for rang in range(20):
        Import.objects.create(espace=espace, fichier_nom=f"{rang}.csv", sha256=str(rang), created_by=chargee)
    with django_assert_max_num_queries(15):
        navigateur.get(url)
