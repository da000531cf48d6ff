import pytest
from django.urls import reverse

from tests.diagnostic.conftest import CIVRAISIEN, TROIS_GUES


@pytest.mark.usefixtures("pays_reel")
def test_first_page_leads_to_portraits(client, django_assert_num_queries):
    # The territories, and whether somebody has a compte.
    with django_assert_num_queries(2):
        text = client.get(reverse("diagnostic:accueil")).content.decode()
    for reference in (CIVRAISIEN, TROIS_GUES):
        assert reverse("diagnostic:portrait_detail", args=[reference]) in text
    assert "territoire fictif" in text


@pytest.mark.django_db
def test_first_page_opens_before_any_code_list(client):
    assert client.get(reverse("diagnostic:accueil")).status_code == 200
