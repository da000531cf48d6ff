"""What changed, ranked."""

import pytest
from django.urls import reverse

from tests.diagnostic.conftest import CIVRAISIEN, TROIS_GUES

pytestmark = pytest.mark.usefixtures("chiffres", "pays_reel")


def get_page(client, reference: str, **parameters: str) -> str:
    url = reverse("diagnostic:evolution_list", kwargs={"reference": reference})
    response = client.get(url, parameters)
    assert response.status_code == 200
    return response.content.decode()


def test_changes_are_ranked_with_what_they_are_worth(client):
    text = get_page(client, TROIS_GUES)
    assert "Ce que veulent dire ces mots" in text
    assert "en hausse" in text
    assert "en baisse" in text


def test_start_may_be_chosen(client):
    assert '<option value="2015" selected>' in get_page(client, TROIS_GUES, depuis="2015")
    assert "selected" not in get_page(client, TROIS_GUES, depuis="hier")
    assert "−" in get_page(client, CIVRAISIEN, depuis="2017")
