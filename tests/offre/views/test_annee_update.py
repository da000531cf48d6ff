import pytest

from tests.acteurs.factories import create_organisation_essai
from tests.offre.factories import create_service_essai, create_soutien_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(espace):
    return create_service_essai(espace)


def get_url(service, annee: int = 2025) -> str:
    return f"/espaces/{service.espace_id}/offre/services/{service.pk}/annees/{annee}/"


def test_annee_update_saves_activity_and_supports(connecte, service, espace, chargee):
    client, mairie = connecte(chargee), create_soutien_essai(service, annee=2025).organisation
    pays = create_organisation_essai(espace, "Pays")
    form = client.get(get_url(service)).context["form"]
    assert (len(form.soutiens), form["organisation_0"].value()) == (3, str(mairie.pk))
    data = {"lignes": "3", "heures_realisees": "31 200", "enfants": "0", "organisation_0": str(mairie.pk)}
    data |= {"organisation_1": str(pays.pk), "montant_1": "1500,25"}
    page = client.post(get_url(service), data).content.decode()
    assert "nombre entier" in page
    assert client.post(get_url(service), data | {"heures_realisees": "31200"}).status_code == 302
    activite = service.activites.get()
    assert (activite.heures_realisees, activite.enfants, activite.familles) == (31200, 0, None)
    montants = {str(s.organisation): str(s.montant_euros) for s in service.soutiens.all()}
    assert montants == {"Mairie de Civray": "None", "Pays": "1500.25"}


@pytest.mark.parametrize(
    ("data", "phrase"),
    [
        ({"organisation_0": "mairie", "organisation_1": "mairie"}, "additionnez"),
        ({"montant_0": "12"}, "quelle collectivité"),
        ({"montant_0": "-1"}, "supérieur"),
        ({"lignes": "beaucoup"}, "entier"),
    ],
)
def test_annee_update_explains(connecte, service, chargee, data, phrase):
    mairie = create_soutien_essai(service, annee=2024).organisation
    sent = {"lignes": "2"} | {champ: str(mairie.pk) if valeur == "mairie" else valeur for champ, valeur in data.items()}
    assert phrase in connecte(chargee).post(get_url(service), sent).content.decode()
    assert not service.soutiens.filter(annee=2025).exists()


def test_annee_update_refuses_a_year_out_of_range(connecte, service, chargee):
    page = connecte(chargee).post(get_url(service, 1950), {"lignes": "0"}).content.decode()
    assert "1950" in page
