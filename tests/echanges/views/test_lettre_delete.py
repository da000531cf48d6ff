"""Stop the letter from its link, without logging in."""

import pytest
from django.test import Client

from convive.echanges.actions.lettre_semaine import build_jeton
from convive.echanges.models import PreferenceNotification

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(elue) -> str:
    return f"/lettre/{build_jeton(elue.pk)}/"


def test_opening_the_link_changes_nothing(client, url):
    page = client.get(url).text
    assert "Ouvrir cette page n’a rien changé." in page
    assert client.head(url).status_code == 200
    assert not PreferenceNotification.objects.exists()


def test_one_click_stops_the_letter_and_only_it(url, elue):
    PreferenceNotification.objects.create(compte=elue, canaux={"mention": "rien"}, jour_lettre=3)
    # Mail software has none of our cookies.
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        assert "La lettre ne partira plus" in client.post(url, {"List-Unsubscribe": "One-Click"}).text
    preference = PreferenceNotification.objects.get(compte=elue)
    assert (preference.jour_lettre, preference.canaux) == (None, {"mention": "rien"})


def test_other_person_s_link_or_a_false_one_stops_nothing(client, url, elue):
    for faux in (f"{url[:-2]}x/", "/lettre/faux/"):
        assert client.get(faux).status_code == 404
        assert client.post(faux).status_code == 404
    elue.is_active = False
    elue.save()
    assert client.post(url).status_code == 404
    assert not PreferenceNotification.objects.exists()
