from datetime import date

import pytest

from convive.offre.actions.equipement import close_service
from convive.offre.models import ActiviteAnnuelle, ServiceEquipement
from tests.acteurs.factories import create_organisation_essai
from tests.espaces.factories import create_thematique
from tests.offre.factories import create_cof_essai, create_service_essai, create_soutien_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(espace):
    """With a year, a support, a convention and something to look at."""
    service = create_service_essai(
        espace,
        "Les Roudoudous",
        gestionnaire_id=create_organisation_essai(espace).pk,
        places=24,
        capacite_agreee=20,
        code_commune="86078",
        horaires="De 7 h 30 à 18 h 30",
        ps_percues=["psu"],
        age_min=0,
        age_max=3,
    )
    create_soutien_essai(service, annee=2025, montant="31500.50")
    ActiviteAnnuelle.objects.create(service=service, annee=2025, heures_realisees=0)
    create_cof_essai(espace, service)
    return service


def get_url(service) -> str:
    return f"/espaces/{service.espace_id}/offre/services/{service.pk}/"


def test_service_detail_says_what_it_offers(connecte, service, chargee):
    page = connecte(chargee).get(get_url(service)).content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    for words in (
        *("Multi-accueil · Civray", "Les Passeurs du Gué", "Plus de places (24)", "Aucun numéro officiel"),
        *("31 500,50 €", "Mairie de Civray", "2024-117", "PSU", "De 7 h 30", "tout le territoire", "Petite enfance"),
        *("Ce qui a changé", "Pièces jointes", "Échanges", "Tout est juste"),
    ):
        assert words in page, words
    # Zero hour is written; what is not known is not zero.
    assert 'data-titre="Heures réalisées">0<' in page
    assert page.count('<span class="cv-meta">non renseigné</span>') == 3


@pytest.mark.parametrize("role", ["partenaire", "lectrice", "formatrice"])
def test_service_detail_hides_amounts(connecte, service, role, request):
    page = connecte(request.getfixturevalue(role)).get(get_url(service)).content.decode()
    assert "Mairie de Civray" in page
    assert "31\u202f500" not in page
    assert "Modifier" not in page


def test_service_detail_of_what_is_old_or_archived(connecte, service, chargee, lectrice):
    ServiceEquipement.objects.update(date_verification=date(2020, 1, 1))
    assert "Fiche à vérifier" in connecte(chargee).get(get_url(service)).content.decode()
    close_service(by=chargee, service=service)
    assert "Rétablir" in connecte(chargee).get(get_url(service)).content.decode()
    page = connecte(lectrice).get(get_url(service)).content.decode()
    assert "Service archivé" in page
    assert "Rétablir" not in page


def test_service_detail_out_of_the_limits_is_not_found(connecte, service, espace, coordinatrice):
    espace.membres.get(compte=coordinatrice).thematiques.add(create_thematique(espace, "Ailleurs"))
    assert connecte(coordinatrice).get(get_url(service)).status_code == 404


def test_service_detail_does_not_open_what_is_hidden(connecte, service, espace, coordinatrice):
    """She sees the service through its theme, not the card of the organisation, which is of another one."""
    enfance = espace.thematiques.get(nom="Enfance")
    service.gestionnaire.thematiques.set([enfance])
    espace.membres.get(compte=coordinatrice).thematiques.add(espace.thematiques.get(nom="Petite enfance"))
    page = connecte(coordinatrice).get(get_url(service)).content.decode()
    assert "Les Passeurs du Gué" in page
    assert str(service.gestionnaire_id) not in page


@pytest.mark.parametrize("nombre", [1, 20])
def test_service_detail_asks_little(connecte, service, espace, chargee, nombre, django_assert_max_num_queries):
    for rang in range(nombre):
        create_soutien_essai(service, create_organisation_essai(espace, f"Mairie {rang}"), annee=2000 + rang)
        create_cof_essai(espace, service, numero=f"N{rang}")
    client = connecte(chargee)
    with django_assert_max_num_queries(15):
        client.get(get_url(service))
