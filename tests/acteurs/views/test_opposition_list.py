import pytest

from convive.acteurs.models import OppositionLettre
from tests.acteurs.factories import create_personne_essai

pytestmark = pytest.mark.django_db


def test_opposition_list_notes_an_address_and_takes_it_back(connecte, espace, chargee):
    url, client = f"/espaces/{espace.pk}/acteurs/lettres/ne-plus-ecrire/", connecte(chargee)
    personne = create_personne_essai(espace, email="aline@exemple.fr")
    assert "on peut écrire à tout le monde" in client.get(url).content.decode()
    assert "Saisissez une adresse" in client.post(url, {"email": "aline"}).content.decode()
    assert "ne recevra plus" in client.post(url, {"email": "Aline@exemple.fr"}, follow=True).content.decode()
    fiche = client.get(f"/espaces/{espace.pk}/acteurs/personnes/{personne.pk}/").content.decode()
    assert "Ne veut plus recevoir de lettres" in fiche
    opposition = OppositionLettre.objects.get()
    page = client.post(url, {"geste": "retirer", "objet": opposition.pk}, follow=True).content.decode()
    assert "recevra de nouveau" in page
    assert not OppositionLettre.objects.exists()
