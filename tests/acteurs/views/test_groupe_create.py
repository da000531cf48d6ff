import pytest

from convive.acteurs.models import Groupe
from tests.acteurs.factories import create_groupe_essai

pytestmark = pytest.mark.django_db


def test_groupe_create_leads_to_the_choice_of_its_members(connecte, espace, chargee):
    url = f"/espaces/{espace.pk}/acteurs/groupes/ajouter/"
    client = connecte(chargee)
    response = client.post(url, {"nom": " Les  maires ", "description": "Pour les délibérations"})
    groupe = Groupe.objects.get()
    assert response.headers["Location"] == f"/espaces/{espace.pk}/acteurs/groupes/{groupe.pk}/modifier/"
    assert (groupe.nom, groupe.description) == ("Les maires", "Pour les délibérations")


def test_groupe_create_refuses_a_name_already_taken(connecte, espace, chargee):
    create_groupe_essai(espace, "Les maires")
    url = f"/espaces/{espace.pk}/acteurs/groupes/ajouter/"
    page = connecte(chargee).post(url, {"nom": "les maires"}).content.decode()
    assert "existe déjà" in page
    assert Groupe.objects.count() == 1
