import pytest

from convive.acteurs.models import Groupe, Personne
from tests.acteurs.factories import create_groupe_essai, create_personne_essai

pytestmark = pytest.mark.django_db


def test_groupe_delete_asks_first_and_keeps_the_cards(connecte, espace, chargee):
    groupe = create_groupe_essai(espace, "Les maires", create_personne_essai(espace))
    url = f"/espaces/{espace.pk}/acteurs/groupes/{groupe.pk}/supprimer/"
    client = connecte(chargee)
    assert "restent dans l’annuaire" in client.get(url).content.decode()
    assert Groupe.objects.exists()
    assert client.post(url).headers["Location"] == f"/espaces/{espace.pk}/acteurs/groupes/"
    assert not Groupe.objects.exists()
    assert Personne.objects.count() == 1
