"""Official lists complete the inventory, once."""

import pytest

from convive.donnees.requetes.lieux import LieuOfficiel
from convive.offre.models import ServiceEquipement
from tests.offre.factories import create_service_essai

pytestmark = pytest.mark.django_db
ECOLE = LieuOfficiel("ecole", "0750654D", "École du Gué", "86078", "1 rue", 0.3, 46.15, {}, 2025, "education")
FAUSSE = LieuOfficiel("ecole", "rien", "École sans numéro", "86078", "", None, None, {}, 2025, "education")
FRANCE = LieuOfficiel("france_services", "12", "France services", "86078", "", None, None, {}, 2026, "anct")


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/offre/listes-officielles/"


@pytest.fixture
def lieux(monkeypatch):
    found = [ECOLE, FAUSSE, FRANCE]
    monkeypatch.setattr("convive.offre.selectors.lieux.get_lieux", lambda *_: found)
    return found


def test_lieu_list_without_a_list_says_so(connecte, url, chargee):
    assert "Aucun lieu connu ici" in connecte(chargee).get(url).content.decode()


def test_lieu_list_adds_what_is_ticked_once(connecte, url, espace, chargee, lieux):
    client = connecte(chargee)
    create_service_essai(espace, "FRANCE SERVICES", "france_services", code_commune="86078")
    response = client.get(url)
    assert [p.cle for p in response.context["proposes"].nouveaux] == ["ecole:0750654D", "ecole:rien"]
    assert "1\u00a0autre déjà" in response.content.decode()
    assert "au moins un lieu" in client.post(url, {}).content.decode()
    data = {"lieux": ["ecole:0750654D", "ecole:rien", "france_services:12", "ecole:inventee"]}
    assert client.post(url, data).status_code == 302
    ecole = ServiceEquipement.objects.get(uai="0750654D")
    assert (ecole.type_cle, ecole.communes, ecole.date_verification) == ("ecole", ["86078"], None)
    assert (float(ecole.latitude), ecole.thematiques.get().nom) == (46.15, "Enfance")
    assert ServiceEquipement.objects.get(nom="École sans numéro").identifiant_motif
    assert client.post(url, data).status_code == 302
    assert ServiceEquipement.objects.count() == 3
    assert "Tout y est déjà" in client.get(url).content.decode()


def test_lieu_list_of_a_limited_place_stays_in_sight(connecte, url, espace, coordinatrice, lieux):
    espace.membres.get(compte=coordinatrice).thematiques.add(espace.thematiques.get(nom="Jeunesse"))
    page = connecte(coordinatrice).post(url, {"lieux": ["ecole:0750654D"]}).content.decode()
    assert "sortirait de vos limites" in page
    assert 'value="ecole:0750654D" checked' in page
    assert not ServiceEquipement.objects.exists()


def test_lieu_list_asks_as_little_for_many(connecte, url, chargee, lieux, count_queries_get):
    client = connecte(chargee)
    few = count_queries_get(client, url)
    lieux += [FAUSSE._replace(identifiant=f"x{rang}", nom=f"École {rang}") for rang in range(50)]
    assert count_queries_get(client, url) == few <= 15
