import pytest

from convive.diagnostic.actions.afom import create_element
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def test_afom_list_counts_each_quadrant(connecte, espace, chargee, count_queries_get):
    jeunesse, client, url = create_thematique(espace, "Jeunesse"), connecte(chargee), f"/espaces/{espace.pk}/afom/"
    few = count_queries_get(client, url)
    for rang in range(20):
        create_element(by=chargee, thematique=jeunesse, quadrant="menace", texte=f"Menace {rang}")
    page = client.get(url).content.decode()
    assert '<td class="cv-num" data-titre="Menaces">20</td>' in page
    assert count_queries_get(client, url) <= few + 1 <= 15
    assert f"/espaces/{espace.pk}/afom/{jeunesse.pk}/" in page


def test_a_limited_place_reads_its_own(connecte, espace, chargee, coordinatrice):
    petite, jeunesse = create_thematique(espace, "Petite enfance"), create_thematique(espace, "Jeunesse")
    espace.membres.get(compte=coordinatrice).thematiques.add(petite)
    page = connecte(coordinatrice).get(f"/espaces/{espace.pk}/afom/").content.decode()
    assert f"/afom/{petite.pk}/" in page
    assert f"/afom/{jeunesse.pk}/" not in page
    assert connecte(coordinatrice).get(f"/espaces/{espace.pk}/afom/{jeunesse.pk}/").status_code == 404
