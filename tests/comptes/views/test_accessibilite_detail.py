import pytest


@pytest.mark.django_db
def test_page_claims_no_conformity(client):
    page = client.get("/accessibilite/").text
    assert "Accessibilité\u00a0: non évaluée" in page
    assert "Aucun audit" in page
    assert "totalement conforme" not in page
