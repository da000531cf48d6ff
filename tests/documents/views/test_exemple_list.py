"""The gallery of documents: open to anyone, it shows each document of the registry in each of its formats."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from convive.documents.registre import types_documents

pytestmark = pytest.mark.django_db


def test_gallery_shows_every_document_in_every_format(client: Client):
    page = client.get(reverse("documents:exemple_list"))
    assert page.status_code == 200
    for type_document in types_documents.list_all():
        assert f"{type_document.titre}</h2>" in page.text
        for format in type_document.formats:
            url = reverse("documents:exemple_export", args=[type_document.cle, format.extension])
            assert f'href="{url}"' in page.text
    identifiants = re.findall(r'\bid="([^"]+)"', page.text)
    assert len(identifiants) == len(set(identifiants))
    assert "Les exemples sont inventés" in page.text


def test_gallery_of_components_leads_to_it(client: Client):
    url = reverse("documents:exemple_list")
    assert f'href="{url}"' in client.get(reverse("ui:galerie")).text


def test_gallery_refuses_a_post(client: Client):
    assert client.post(reverse("documents:exemple_list")).status_code == 405
