from datetime import date
from decimal import Decimal

import pytest

from convive.espaces.actions.ecriture import Saisie
from convive.offre.actions.equipement import update_service
from convive.offre.actions.type_service import update_type
from tests.espaces.ecriture import choose, read_conflits
from tests.offre.factories import create_service_essai

pytestmark = pytest.mark.django_db


def get_url(service) -> str:
    return f"/espaces/{service.espace_id}/offre/services/{service.pk}/modifier/"


def get_data(client, service, **champs) -> dict:
    form = client.get(get_url(service)).context["form"]
    data = {nom: form[nom].value() for nom in form.fields}
    return {nom: valeur for nom, valeur in data.items() if valeur is not None} | champs


def test_service_update_saves_and_joins(connecte, espace, chargee, directeur):
    service = create_service_essai(
        espace, agrement_fin=date(2027, 1, 1), latitude=Decimal("46.1"), longitude=Decimal("0.3"), ps_percues=["psu"]
    )
    client = connecte(chargee)
    data = get_data(client, service, nom="Les Écureuils")
    update_service(by=directeur, service=service, saisie=Saisie({"places": 12}))
    assert client.post(get_url(service), data).status_code == 302
    service.refresh_from_db()
    assert (service.nom, service.places, service.agrement_fin) == ("Les Écureuils", 12, date(2027, 1, 1))
    assert (service.latitude, service.ps_percues) == (Decimal("46.1"), ["psu"])


def test_service_update_shows_what_has_to_be_chosen(connecte, espace, chargee, directeur):
    service, client = create_service_essai(espace, places=10), connecte(chargee)
    data = get_data(client, service, places="11")
    update_service(by=directeur, service=service, saisie=Saisie({"places": 12}))
    response = client.post(get_url(service), data)
    assert read_conflits(response) == {"places": ("11", "12")}
    assert client.post(get_url(service), choose(response)).status_code == 302
    service.refresh_from_db()
    assert service.places == 11


def test_service_update_keeps_a_hidden_or_unknown_type(connecte, espace, chargee):
    service, client = create_service_essai(espace, type_cle="rpe"), connecte(chargee)
    update_type(by=chargee, espace=espace, cle="rpe", nom="Relais", thematique=None, is_cache=True)
    assert client.post(get_url(service), get_data(client, service, places="3")).status_code == 302
    # One that came in a copy, from an espace that had added it.
    type(service).objects.update(type_cle="epicerie")
    assert client.post(get_url(service), get_data(client, service, places="4")).status_code == 302
    service.refresh_from_db()
    assert (service.type_cle, service.places) == ("epicerie", 4)


def test_service_update_survives_a_rewritten_state(connecte, espace, chargee, directeur):
    service, client = create_service_essai(espace, places=10), connecte(chargee)
    data = get_data(client, service, places="11", depart='{"etp": "x"}')
    update_service(by=directeur, service=service, saisie=Saisie({"places": 12}))
    assert "places" in read_conflits(client.post(get_url(service), data))
