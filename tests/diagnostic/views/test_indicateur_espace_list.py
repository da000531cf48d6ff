"""What the espace counts by itself: listed with its last value and what is watched."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tests.diagnostic.factories import create_indicateur_essai
from tests.personas import get_client

pytestmark = pytest.mark.django_db


def get_url(page: str, *objets) -> str:
    return reverse(f"diagnostic:{page}", args=objets)


def test_list_teaches_when_it_is_empty_and_shows_what_is_counted(espace, chargee, lectrice):
    url = get_url("indicateur_espace_list", espace.pk)
    assert "Commencez par un seul" in get_client(chargee).get(url).content.decode()
    assert "Créer un premier indicateur" not in get_client(lectrice).get(url).content.decode()
    create_indicateur_essai(espace, seuil=Decimal(30), sens_seuil="au_dessus", mesures={2021: 12, 2022: 25, 2023: 41})
    text = get_client(lectrice).get(url).content.decode()
    assert "41" in text
    assert "Au-dessus de 30\u00a0enfants, le seuil surveillé" in text
    assert "cv-spark" in text


def test_queries_do_not_grow_with_the_rows(espace, chargee, django_assert_max_num_queries):
    for rang in range(20):
        create_indicateur_essai(espace, f"Indicateur {rang}", mesures={2022: 1, 2023: 2})
    client = get_client(chargee)
    with django_assert_max_num_queries(15):
        assert client.get(get_url("indicateur_espace_list", espace.pk)).status_code == 200


def test_limited_place_reads_what_concerns_her(espace, coordinatrice):
    thematiques = list(espace.thematiques.all()[:2])
    coordinatrice.membres.get().thematiques.set(thematiques[:1])
    for thematique in thematiques:
        create_indicateur_essai(espace, f"Compté pour {thematique.nom}", thematiques=[thematique])
    text = get_client(coordinatrice).get(get_url("indicateur_espace_list", espace.pk)).content.decode()
    assert f"Compté pour {thematiques[0].nom}" in text
    assert f"Compté pour {thematiques[1].nom}" not in text
