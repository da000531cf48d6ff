from datetime import date

import pytest

from tests.offre.factories import create_cof_essai, create_service_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/offre/conventions/"


def test_cof_list_says_what_goes_on_and_what_is_over(connecte, url, espace, chargee):
    client = connecte(chargee)
    assert "Aucune convention pour l’instant" in client.get(url).content.decode()
    service = create_service_essai(espace)
    create_cof_essai(espace, service, numero="En cours", fin=date(2190, 1, 1))
    create_cof_essai(espace, service, numero="Finie", fin=date(2024, 2, 1))
    response = client.get(url)
    assert [lue.cof.numero for lue in response.context["en_cours"]] == ["En cours"]
    assert [lue.cof.numero for lue in response.context["finies"]] == ["Finie"]
    assert "1er\u00a0février\u00a02024" in response.content.decode()


def test_cof_list_of_a_limited_place_leaves_the_others(connecte, url, espace, coordinatrice):
    espace.membres.get(compte=coordinatrice).thematiques.add(espace.thematiques.get(nom="Jeunesse"))
    create_cof_essai(espace, create_service_essai(espace), numero="Crèche")
    create_cof_essai(espace, create_service_essai(espace, "Local", "accueil_jeunes"), numero="Jeunes")
    create_cof_essai(espace, numero="De personne")
    numeros = {lue.cof.numero for lue in connecte(coordinatrice).get(url).context["en_cours"]}
    assert numeros == {"Jeunes", "De personne"}


def test_cof_list_asks_as_little_for_many(connecte, url, espace, chargee, count_queries_get):
    service, client = create_service_essai(espace), connecte(chargee)
    create_cof_essai(espace, service)
    few = count_queries_get(client, url)
    for rang in range(20):
        create_cof_essai(espace, service, numero=f"N{rang}")
    assert count_queries_get(client, url) == few <= 15
