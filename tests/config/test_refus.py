"""What Django refuses before a view answers, said in French."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("reglage", ["DATA_UPLOAD_MAX_MEMORY_SIZE", "DATA_UPLOAD_MAX_NUMBER_FIELDS"])
def test_body_that_is_too_large_says_so(client: Client, settings: Any, reglage: str) -> None:
    setattr(settings, reglage, 1)
    response = client.post(
        "/perimetres/composer/", "nom=Bassin&ajouts=86082", content_type="application/x-www-form-urlencoded"
    )
    page = response.content.decode()
    assert response.status_code == 413
    assert "Cet envoi est trop lourd" in page
    assert "Retour à l’accueil" in page


def test_method_that_a_page_refuses_has_a_page(client: Client) -> None:
    response = client.post("/sources/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "Cette adresse ne se demande pas de cette façon" in response.content.decode()
