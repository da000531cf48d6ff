import pytest
from django.urls import reverse

from tests.formation.factories_formation import create_demande_essai

pytestmark = pytest.mark.django_db


def test_those_to_read_come_first_in_as_many_queries(connecte, chargee, organisme, django_assert_max_num_queries):
    client, url = connecte(chargee), reverse("formation:demande_list", args=[organisme.espace_id])
    assert "Aucune demande" in client.get(url).content.decode()
    create_demande_essai(organisme.espace, organisation="Rives d’Ysole")
    for rang in range(20):
        create_demande_essai(organisme.espace, organisation=f"n° {rang}", etat="classee", suite="Répondu.")
    with django_assert_max_num_queries(12):
        page = client.get(url).content.decode()
    assert page.index("Rives d’Ysole") < page.index("n°\u00a019" if "n°\u00a019" in page else "n° 19")
