"""Write a value, or why there is none."""

import pytest
from django.urls import reverse

from tests.diagnostic.factories import create_indicateur_essai
from tests.personas import get_client

pytestmark = pytest.mark.django_db


def get_url(page: str, *objets) -> str:
    return reverse(f"diagnostic:{page}", args=objets)


def test_value_and_absence_are_two_things(espace, chargee):
    indicateur = create_indicateur_essai(espace)
    client, url = get_client(chargee), get_url("mesure_create", espace.pk, indicateur.pk)
    assert client.post(url, {"version": 0, "annee": 2022, "valeur": "12,5", "statut": "valeur"}).status_code == 302
    assert client.post(url, {"version": 0, "annee": 2023, "valeur": "", "statut": "non_disponible"}).status_code == 302
    assert [(m.annee, m.valeur and str(m.valeur), m.statut) for m in indicateur.mesures.all()] == [
        (2022, "12.500", "valeur"),
        (2023, None, "non_disponible"),
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"annee": 2022, "valeur": "", "statut": "valeur"}, "Écrivez la valeur"),
        ({"annee": 2022, "valeur": "3", "statut": "secret"}, "laissez le nombre vide"),
        ({"annee": 1789, "valeur": "3", "statut": "valeur"}, "Une année entre 1990"),
        ({"annee": 2021, "valeur": "9", "statut": "valeur"}, "a déjà une valeur"),
    ],
)
def test_refusal_is_said_and_loses_nothing(espace, chargee, data: dict, message: str):
    indicateur = create_indicateur_essai(espace, mesures={2021: 4})
    answer = get_client(chargee).post(get_url("mesure_create", espace.pk, indicateur.pk), {"version": 0} | data)
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert indicateur.mesures.count() == 1


@pytest.mark.parametrize(("valeur", "attendu"), [("450", 200), ("-120", 200), ("112,5", 302), ("-30", 302)])
def test_a_share_has_its_bounds_and_a_rate_of_occupancy_passes_one_hundred(espace, chargee, valeur: str, attendu: int):
    indicateur = create_indicateur_essai(espace, unite="%")
    data = {"version": 0, "annee": 2022, "valeur": valeur, "statut": "valeur"}
    answer = get_client(chargee).post(get_url("mesure_create", espace.pk, indicateur.pk), data)
    assert answer.status_code == attendu
    assert indicateur.mesures.count() == (attendu == 302)
    assert attendu == 302 or "n’est pas une part" in answer.content.decode()
