"""The page of projections: where births are known, and where they are not."""

import pytest
from django.urls import reverse

from tests.diagnostic.conftest import CIVRAISIEN, TROIS_GUES

pytestmark = pytest.mark.usefixtures("chiffres", "pays_reel")


def get_page(client, reference: str) -> str:
    return client.get(reverse("diagnostic:projection_detail", kwargs={"reference": reference})).content.decode()


def test_three_scenarios_with_their_margin_and_what_they_suppose(client):
    text = get_page(client, TROIS_GUES)
    for expected in (
        "La tendance se prolonge",
        "se maintiennent",
        "La tendance s’inverse",
        "la marge à 80",
        "déjà nés",
    ):
        assert expected in text
    assert "par les seules naissances, sans arrivées ni départs" in text or "Pour 100 naissances" in text


def test_nothing_is_made_up_without_births(client):
    text = get_page(client, CIVRAISIEN)
    assert "Pas assez de naissances connues" in text
    assert "2020" in text
    assert "scénario" not in text.split("<footer")[0].replace("trois scénarios et leur marge", "")
