import pytest

from convive.offre.actions.sppe import SaisieSppe, update_competences
from convive.offre.rules.sppe import Competence
from tests.acteurs.factories import create_organisation_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/offre/petite-enfance/"


def test_competence_sppe_list_says_who_does_what(connecte, url, espace, chargee, lectrice, count_queries_get):
    client = connecte(chargee)
    page = client.get(url).content.decode()
    assert "Remplir le tableau d’un coup" in page
    assert "non précisé" in page
    pays = create_organisation_essai(espace, "Pays", type="epci")
    codes = frozenset(ligne.commune.code for ligne in client.get(url).context["tableau"].lignes)
    few = count_queries_get(client, url)
    saisie = SaisieSppe(codes, frozenset(Competence), pays.pk)
    assert update_competences(by=chargee, espace=espace, saisie=saisie) == 4 * len(codes)
    assert update_competences(by=chargee, espace=espace, saisie=saisie) == 0
    response = client.get(url)
    assert response.context["tableau"].non_dites == 0
    assert "Qui organise quoi" in response.content.decode()
    assert count_queries_get(client, url) <= few <= 15
    assert ">modifier<" not in connecte(lectrice).get(url).content.decode()
