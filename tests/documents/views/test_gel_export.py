import io
import zipfile

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from convive.documents.models import Gel
from convive.documents.rules import DocumentInvalide
from convive.espaces.models import Note
from convive.journal.models import Journal
from tests.documents.factories import create_gel_note

pytestmark = pytest.mark.django_db
TEXTE = "## Sans titre au-dessus\n\nDeux relais.\n\n- un\n- deux\n\n# Puis un titre\n\nhttps://exemple.fr/page"


def get_url(gel) -> str:
    return reverse("documents:gel_export", args=[gel.espace_id, gel.pk])


def read_docx(response) -> str:
    return zipfile.ZipFile(io.BytesIO(response.content)).read("word/document.xml").decode()


@pytest.mark.parametrize(("format", "debut"), [("docx", b"PK"), ("odt", b"PK"), ("pdf", b"%PDF"), ("epub", b"PK")])
def test_state_leaves_in_each_format(format, debut, espace, chargee, lectrice, connecte):
    gel = create_gel_note(espace, chargee, texte=TEXTE)
    Note.objects.update(texte="Texte d’aujourd’hui")
    response = connecte(lectrice).post(get_url(gel), {"format": format})
    assert response.status_code == 200
    assert response.content.startswith(debut)
    assert "reunion-des-creches-version-gardee-le-" in response.headers["Content-Disposition"]
    assert Journal.objects.get(geste="exporter").detail == {"format": format}
    if format == "docx":
        document = read_docx(response)
        assert gel.empreinte in document
        assert "Deux relais." in document
        assert "Texte d’aujourd’hui" not in document
        assert "a échoué" not in document


def test_altered_state_says_so_in_the_file(espace, chargee, connecte):
    gel = create_gel_note(espace, chargee)
    client = connecte(chargee)
    QuerySet(Gel).update(titre="Falsifié")
    assert "a échoué" in read_docx(client.post(get_url(gel), {"format": "docx"}))
    QuerySet(Gel).update(contenu="illisible")
    assert "Le contenu est illisible" in read_docx(client.post(get_url(gel), {"format": "docx"}))


def test_unknown_format_and_plain_link_are_refused(espace, chargee, connecte):
    gel, client = create_gel_note(espace, chargee), connecte(chargee)
    assert client.post(get_url(gel), {"format": "xlsx"}).status_code == 404
    assert client.get(get_url(gel)).status_code == 405
    assert not Journal.objects.filter(geste="exporter").exists()


def test_document_that_cannot_be_made_is_explained(espace, chargee, connecte, monkeypatch):
    def refuse(**_):
        raise DocumentInvalide("Le tableau est trop large.")

    monkeypatch.setattr("convive.documents.views.gel.export_gel", refuse)
    response = connecte(chargee).post(get_url(create_gel_note(espace, chargee)), {"format": "docx"}, follow=True)
    assert "Le tableau est trop large." in response.text
