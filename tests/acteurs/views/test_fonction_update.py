from datetime import date

import pytest

from convive.acteurs.actions.organisation import close_organisation
from convive.acteurs.models import Fonction
from tests.acteurs.factories import create_fonction_essai, create_organisation_essai, create_personne_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def fonction(espace):
    return create_fonction_essai(
        create_personne_essai(espace), create_organisation_essai(espace), "Maire", date(2020, 7, 1), is_elu=True
    )


def get_url(fonction) -> str:
    return f"/espaces/{fonction.espace_id}/acteurs/fonctions/{fonction.pk}/"


def get_data(client, fonction, **champs) -> dict:
    form = client.get(get_url(fonction)).context["form"]
    data = {form.add_prefix(nom): form[nom].value() for nom in form.fields}
    return {nom: valeur for nom, valeur in data.items() if valeur not in (None, False)} | champs


def test_fonction_update_ends_a_mandate(connecte, fonction, chargee):
    client = connecte(chargee)
    data = get_data(client, fonction, **{"fonction-dernier_jour": "2026-03-27"})
    assert client.post(get_url(fonction), data).status_code == 302
    fonction.refresh_from_db()
    assert (fonction.dernier_jour, fonction.is_elu) == (date(2026, 3, 27), True)


def test_fonction_update_refuses_dates_that_contradict_one_another(connecte, fonction, chargee):
    client = connecte(chargee)
    data = get_data(client, fonction, **{"fonction-dernier_jour": "2019-03-27"})
    assert "vient avant le premier" in client.post(get_url(fonction), data).content.decode()
    create_fonction_essai(fonction.personne, fonction.organisation, "Maire", date(2014, 4, 1), date(2020, 7, 1))
    data = get_data(client, fonction, **{"fonction-date_debut": "2020-01-01"})
    assert "à des dates qui se recoupent" in client.post(get_url(fonction), data).content.decode()


def test_fonction_update_in_an_archived_organisation_stays_there(connecte, fonction, chargee):
    close_organisation(by=chargee, organisation=fonction.organisation)
    client = connecte(chargee)
    assert client.post(get_url(fonction), get_data(client, fonction)).status_code == 302


def test_fonction_update_takes_away_a_mistake(connecte, fonction, chargee):
    client = connecte(chargee)
    response = client.post(get_url(fonction), {"geste": "retirer"}, follow=True)
    assert "Fonction retirée" in response.content.decode()
    assert not Fonction.objects.exists()
