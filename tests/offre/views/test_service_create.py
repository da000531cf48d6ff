from datetime import date
from decimal import Decimal

import pytest

from convive.offre.actions.type_service import update_type
from convive.offre.models import ServiceEquipement
from tests.acteurs.factories import create_organisation_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/offre/services/ajouter/"


def get_data(**champs) -> dict:
    return {"version": "1", "nom": "Les Roudoudous", "type_cle": "multi_accueil", "statut_gestion": "regie"} | champs


def test_service_create_saves_what_was_typed(connecte, url, espace, chargee):
    gestionnaire = create_organisation_essai(espace)
    data = get_data(
        nom="  Les   Roudoudous ",
        gestionnaire_id=str(gestionnaire.pk),
        code_commune="86078",
        position="46.148000, 0.295",
        places="20",
        capacite_agreee="24",
        agrement_debut="2024-09-01",
        etp="6,5",
        siret="732 829 320 00074",
        ps_percues=["psu"],
        bonus_percus=["bonus_territoire"],
        horaires="De 7 h 30\r\nà 18 h 30 ",
        visible_public="on",
    )
    response = connecte(chargee).post(url, data)
    service = ServiceEquipement.objects.get()
    assert response.headers["Location"] == f"/espaces/{espace.pk}/offre/services/{service.pk}/"
    assert (service.nom, service.gestionnaire, service.places, service.etp) == (
        *("Les Roudoudous", gestionnaire, 20, Decimal("6.5")),
    )
    assert (service.latitude, service.longitude) == (Decimal("46.148"), Decimal("0.295"))
    assert (service.siret, service.agrement_debut) == ("73282932000074", date(2024, 9, 1))
    assert (service.ps_percues, service.bonus_percus) == (["psu"], ["bonus_territoire"])
    assert (service.horaires, service.visible_public) == ("De 7 h 30\nà 18 h 30", True)


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"siret": "73282932000047"}, "deux sont inversés"),
        ({"rna": "861"}, "n’est pas un numéro RNA"),
        ({"uai": "0750654E"}, "n’existe pas"),
        ({"nom": " "}, "obligatoire"),
        ({"type_cle": "inconnu"}, "Sélectionnez un choix valide"),
        ({"places": "vingt"}, "nombre entier"),
        ({"places": "-1"}, "nombre entier"),
        ({"position": "46.1"}, "séparés par une virgule"),
        ({"position": "146.1, 0.2"}, "La latitude va de"),
        ({"position": "nan, 0.2"}, "La latitude va de"),
        ({"agrement_debut": "2026-02-01", "agrement_fin": "2026-01-01"}, "vient avant le premier"),
        ({"age_min": "6", "age_max": "3"}, "moins que l’âge de départ"),
        ({"gestionnaire_id": "personne"}, "Sélectionnez un choix valide"),
    ],
)
def test_service_create_explains_and_keeps_what_was_typed(connecte, url, chargee, champs, phrase):
    page = connecte(chargee).post(url, get_data(horaires="À ne pas perdre") | champs).content.decode()
    assert phrase in page
    assert "À ne pas perdre" in page
    assert not ServiceEquipement.objects.exists()


def test_service_create_proposes_the_types_of_the_espace(connecte, url, espace, chargee):
    update_type(by=chargee, espace=espace, cle="rpe", nom="Relais", thematique=None, is_cache=True)
    form = connecte(chargee).get(f"{url}?type=laep&commune=86078").context["form"]
    offered = [cle for _, types in form.fields["type_cle"].choices if isinstance(types, list) for cle, _ in types]
    assert "rpe" not in offered
    assert (form["type_cle"].value(), form["code_commune"].value()) == ("laep", "86078")


def test_service_create_of_a_limited_place_stays_in_sight(connecte, url, espace, coordinatrice):
    espace.membres.get(compte=coordinatrice).thematiques.add(espace.thematiques.get(nom="Jeunesse"))
    page = connecte(coordinatrice).post(url, get_data()).content.decode()
    assert "vous ne verriez plus ce service" in page


def test_service_create_asks_little(connecte, url, chargee, count_queries_get):
    assert count_queries_get(connecte(chargee), url) <= 15
