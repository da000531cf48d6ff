"""« J’ai perdu mon lien » : one answer for all."""

import pytest
from django.core import mail
from django.test import Client

from convive.espaces.rules import MAX_DEMANDES_ADRESSE
from tests.espaces.factories import create_lien

pytestmark = pytest.mark.django_db
URL = "/espaces/lien/"


def test_known_and_unknown_addresses_get_the_same_page(client, espace, elue, django_capture_on_commit_callbacks):
    lien, _ = create_lien(espace.membres.get(compte=elue))
    pages = []
    for email in (lien.email, "personne@exemple.fr"):
        with django_capture_on_commit_callbacks(execute=True):
            pages.append(client.post(URL, {"email": email}).text)
    assert pages[0] == pages[1]
    assert "Si un lien a été envoyé à cette adresse" in pages[0]
    assert len(mail.outbox) == 1
    lien.refresh_from_db()
    assert lien.date_demande is not None


def test_an_address_that_is_none_is_refused_in_french(client, db):
    page = client.post(URL, {"email": "pas une adresse"})
    assert page.status_code == 200
    assert "pas une adresse" in page.text
    assert 'aria-invalid="true"' in page.text


def test_too_many_requests_wait_until_tomorrow(client, db):
    answers = [client.post(URL, {"email": "a@exemple.fr"}).status_code for _ in range(MAX_DEMANDES_ADRESSE + 1)]
    assert answers == [200] * MAX_DEMANDES_ADRESSE + [429]


def test_it_is_taken_from_a_browser_that_tells_no_origin(db):
    """« no-referrer » makes a browser send « Origin: null » with the form."""
    client = Client(enforce_csrf_checks=True)
    assert client.post(URL, {"email": "a@exemple.fr"}, headers={"origin": "null"}).status_code == 200
