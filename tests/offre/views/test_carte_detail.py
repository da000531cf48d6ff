import json
from decimal import Decimal

import pytest

from convive.espaces.selectors.espace import get_perimetre_espace
from tests.offre.factories import create_inventaire, create_service_essai
from tests.offre.territoire import install

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace, monkeypatch) -> str:
    install(monkeypatch, [commune.code for commune in get_perimetre_espace(espace).communes])
    return f"/espaces/{espace.pk}/offre/carte/"


def test_carte_detail_places_services(connecte, url, espace, chargee):
    client = connecte(chargee)
    assert "Rien à placer pour l’instant" in client.get(url).content.decode()
    create_service_essai(espace, "Crèche <b>", code_commune="86078")
    create_service_essai(espace, "Relais", "rpe", code_commune="86078")
    create_service_essai(espace, "Exact", "evs", latitude=Decimal("46.2"), longitude=Decimal("0.3"))
    create_service_essai(espace, "Nulle part", "autre")
    response = client.get(url)
    carte = json.loads(response.context["carte"])
    assert len(carte["contours"]["features"]) == len(get_perimetre_espace(espace).communes)
    commun, exact = carte["lieux"]
    assert ([s["nom"] for s in commun["services"]], commun["nom"]) == (["Crèche <b>", "Relais"], "Civray")
    assert (commun["precision"], exact["precision"], exact["latitude"]) == ("au centre de la commune", "", 46.2)
    page = response.content.decode()
    assert "Crèche <b>" not in page
    assert "pas sur la carte" in page
    assert "ui/dist/carte" in page
    seuls = json.loads(client.get(f"{url}?type=rpe").context["carte"])["lieux"]
    assert [service["nom"] for lieu in seuls for service in lieu["services"]] == ["Relais"]
    theme = client.get(url, {"thematique": "Animation de la vie sociale"}).context["situes"]
    assert [situe.service.nom for situe in theme] == ["Exact"]


def test_carte_detail_asks_as_little_for_many(connecte, url, espace, chargee, count_queries_get):
    create_inventaire(espace, 1)
    client = connecte(chargee)
    few = count_queries_get(client, url)
    create_inventaire(espace, 60)
    assert count_queries_get(client, url) == few <= 15
