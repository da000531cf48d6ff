import pytest

from convive.acteurs.actions.personne import close_personne
from tests.acteurs.factories import create_groupe_essai, create_organisation_essai, create_personne_essai

pytestmark = pytest.mark.django_db


def test_groupe_list_counts_those_one_can_write_to(connecte, espace, chargee, lectrice):
    url = f"/espaces/{espace.pk}/acteurs/groupes/"
    assert "Créer un groupe" in connecte(chargee).get(url).content.decode()
    personne, partie = create_personne_essai(espace), create_personne_essai(espace, "Partie")
    groupe = create_groupe_essai(espace, "Réseau parentalité", personne, partie)
    groupe.organisations.add(create_organisation_essai(espace))
    close_personne(by=chargee, personne=partie)
    page = connecte(lectrice).get(url).content.decode().replace("\u00a0", " ")
    assert "Réseau parentalité" in page
    assert "1 personne, 1 organisation" in page
