import pytest
from django.test import Client
from django.urls import reverse

LONG = "Une navette depuis le nord, les jours d’ouverture."


@pytest.mark.django_db
@pytest.mark.parametrize(("site", "shown"), [("same-origin", True), ("cross-site", False), (None, False)])
def test_form_whose_key_is_stale_gives_its_text_back_to_its_own_page(site, shown):
    headers = {"sec-fetch-site": site} if site else {}
    donnees = {"texte": LONG, "titre": "court", "password": f"{LONG} secret"}
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), donnees, headers=headers)
    page = response.content.decode()
    assert response.status_code == 403
    assert (LONG in page) is shown
    assert "secret" not in page
    assert "court" not in page
