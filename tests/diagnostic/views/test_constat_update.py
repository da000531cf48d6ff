import pytest

from tests.diagnostic.factories import create_constat_essai
from tests.diagnostic.views.test_constat_create import VALEURS

pytestmark = pytest.mark.django_db


def test_constat_update_saves_and_shows_a_conflict(connecte, espace, chargee):
    constat, client = create_constat_essai(espace), connecte(chargee)
    url, start = f"/espaces/{espace.pk}/constats/{constat.pk}/modifier/", str(constat.version)
    assert client.post(url, VALEURS | {"version": start}).status_code == 302
    constat.refresh_from_db()
    assert (constat.texte, constat.version) == ("Le soir, rien.", int(start) + 1)
    page = client.post(url, VALEURS | {"version": start, "texte": "Autre chose."}).content.decode()
    assert "Le soir, rien." in page
    assert "Autre chose." in page
    assert client.post(url, VALEURS | {"version": str(constat.version), "texte": "Autre chose."}).status_code == 302
