import pytest

from convive.acteurs.models import Fonction
from tests.acteurs.factories import create_annuaire, create_organisation_essai, create_personne_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/acteurs/fonctions/ajouter/"


def test_fonction_create_ties_a_person_to_an_organisation(connecte, url, espace, chargee):
    personne, passeurs = create_personne_essai(espace), create_organisation_essai(espace)
    client = connecte(chargee)
    form = client.get(f"{url}?personne={personne.pk}&organisation={passeurs.pk}").context["form"]
    assert (form["personne"].value(), form["organisation"].value()) == (str(personne.pk), str(passeurs.pk))
    data = {"fonction-personne": str(personne.pk), "fonction-organisation": str(passeurs.pk)}
    response = client.post(url, data | {"fonction-is_contact_principal": "on"})
    assert response.headers["Location"] == f"/espaces/{espace.pk}/acteurs/personnes/{personne.pk}/"
    fonction = Fonction.objects.get()
    assert (fonction.personne, fonction.organisation, fonction.is_contact_principal) == (personne, passeurs, True)


def test_fonction_create_asks_for_both(connecte, url, espace, chargee):
    create_personne_essai(espace)
    assert connecte(chargee).post(url, {}).context["form"].errors.keys() == {"personne", "organisation"}
    assert not Fonction.objects.exists()


def test_fonction_create_asks_little(connecte, url, espace, chargee, django_assert_max_num_queries):
    create_annuaire(espace, organisations=30, personnes=60)
    client = connecte(chargee)
    with django_assert_max_num_queries(12):
        client.get(url)
