"""What answers say to the browser: what it may keep, what pages never use."""

import pytest

pytestmark = pytest.mark.django_db


def test_pages_of_an_espace_and_of_a_compte_are_kept_nowhere(connecte, espace, chargee):
    client = connecte(chargee)
    for url in (f"/espaces/{espace.pk}/", "/espaces/", "/compte/", "/ui/", "/espaces/nulle-part/"):
        assert "no-store" in client.get(url).headers["Cache-Control"], url


def test_public_pages_stay_as_they_were_and_nothing_is_asked_of_the_machine(client):
    for url in ("/", "/ui/"):
        answer = client.get(url)
        assert "no-store" not in answer.headers.get("Cache-Control", "")
        assert "camera=()" in answer.headers["Permissions-Policy"]


def test_pages_without_compte_that_carry_a_key_are_kept_nowhere(client):
    for url in ("/espaces/lien/cle/", "/compte/login/", "/ma-formation/cle/"):
        assert "no-store" in client.get(url).headers["Cache-Control"], url
