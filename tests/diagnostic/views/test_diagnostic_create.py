import pytest

from convive.diagnostic.models import Diagnostic

pytestmark = pytest.mark.django_db


def test_one_button_starts_the_diagnosis(connecte, espace, chargee):
    client = connecte(chargee)
    page = client.get(f"/espaces/{espace.pk}/diagnostic/commencer/").content.decode()
    assert "Un chapitre par thématique de l’espace" in page
    for _ in range(2):
        response = client.post(f"/espaces/{espace.pk}/diagnostic/commencer/", follow=True)
        assert "Où en est chaque chapitre" in response.content.decode()
    assert Diagnostic.objects.count() == 1
