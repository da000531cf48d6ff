"""One document: its code, its cancellation."""

import pytest
from django.urls import reverse

from convive.formation.models import DocumentFormation
from convive.formation.rules.document import SorteDocument
from tests.espaces.factories import create_compte, create_membre
from tests.formation.document_essai import create_session_finie, issue

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def document(chargee, client) -> DocumentFormation:
    client.force_login(chargee, backend=BACKEND)
    return issue(chargee, create_session_finie(chargee), SorteDocument.ATTESTATION)[0]


@pytest.fixture
def url(document) -> str:
    args = [document.espace_id, document.session_id, document.pk]
    return reverse("formation:document_session_detail", args=args)


def test_a_document_is_cancelled_with_its_reason_and_stays(client, document, url):
    page = client.get(url).content.decode()
    assert document.code_lisible in page
    assert f"code={document.code}" in page
    assert "Indiquez pourquoi" in client.post(url, {"motif": ""}).content.decode()
    assert "Son contenu a été changé" not in page
    page = client.post(url, {"motif": "Le nom était mal écrit."}, follow=True).content.decode()
    assert "Annulé le" in page
    assert "Annuler ce document" not in page
    liste = client.get(reverse("formation:document_session_list", args=[document.espace_id, document.session_id]))
    assert "Le nom était mal écrit." in liste.content.decode()


def test_a_document_that_was_tampered_with_says_so(client, document, url):
    document.contenu["heures_suivies"] = "99\u00a0h"
    document.save()
    assert "n’est plus ce qui a été émis" in client.get(url).content.decode()


def test_who_teaches_cancels_nothing(client, document, url):
    formatrice = create_compte("formatrice")
    create_membre(document.espace, formatrice, "formateur")
    client.force_login(formatrice, backend=BACKEND)
    assert "Annuler ce document" not in client.get(url).content.decode()
    assert client.post(url, {"motif": "Non"}).status_code == 403


def test_a_document_of_another_session_is_not_here(client, chargee, document):
    autre = create_session_finie(chargee)
    args = [autre.espace_id, autre.pk, document.pk]
    assert client.get(reverse("formation:document_session_detail", args=args)).status_code == 404
