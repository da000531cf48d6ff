import pytest

from convive.diagnostic.actions.constat import SaisiePreuve
from tests.diagnostic.factories import create_constat_essai, create_parole_essai

pytestmark = pytest.mark.django_db


def test_parole_detail_leads_to_the_constats_that_it_holds_up(connecte, espace, chargee, lectrice):
    parole = create_parole_essai(espace, communes=("86078",))
    create_constat_essai(espace, "Un constat partagé.", preuves=(SaisiePreuve(parole=parole),))
    create_constat_essai(espace, "Un brouillon.", preuves=(SaisiePreuve(parole=parole),), partage=False)
    url = f"/espaces/{espace.pk}/paroles/{parole.pk}/"
    page = connecte(chargee).get(url).content.decode()
    assert "Un constat partagé." in page
    assert "Un brouillon." in page
    assert "Civray" in page
    page = connecte(lectrice).get(url).content.decode()
    assert "Un brouillon." not in page
    assert "Civray" not in page.split("<main", 1)[1]


def test_parole_detail_of_the_team_does_not_exist_for_readers(connecte, espace, lectrice):
    parole = create_parole_essai(espace, citable=False)
    assert connecte(lectrice).get(f"/espaces/{espace.pk}/paroles/{parole.pk}/").status_code == 404


def test_parole_detail_stays_light(connecte, espace, chargee, count_queries_get):
    parole = create_parole_essai(espace)
    assert count_queries_get(connecte(chargee), f"/espaces/{espace.pk}/paroles/{parole.pk}/") <= 15
