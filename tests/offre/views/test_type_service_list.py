import pytest

from convive.offre.actions.type_service import create_type

pytestmark = pytest.mark.django_db


def test_type_service_list_shows_usual_and_own_types(connecte, espace, chargee):
    create_type(by=chargee, espace=espace, nom="Épicerie sociale", thematique=None)
    page = connecte(chargee).get(f"/espaces/{espace.pk}/offre/types/").content.decode()
    for words in ("Multi-accueil", "usuel", "Épicerie sociale", "ajouté ici"):
        assert words in page, words
