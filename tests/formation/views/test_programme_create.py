"""Compose a programme from bricks: objectives follow them, hours are said."""

import pytest
from django.urls import reverse

from convive.formation.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(organisme) -> str:
    return reverse("formation:programme_create", args=[organisme.espace_id])


def test_a_day_is_composed_from_three_bricks(connecte, chargee, organisme, url):
    client = connecte(chargee)
    assert "Évaluer, et repartir" in client.get(url).content.decode()
    saisie = {
        "titre": "Évaluer  en un jour",
        "place_ctg_deux_jours_S7": "1-matin",
        "place_ctg_deux_jours_S6": "1-matin",
        "place_ctg_deux_jours_S5": "1-apres_midi",
    }
    page = client.post(url, saisie, follow=True).content.decode()
    programme = Programme.objects.get(espace=organisme.espace)
    assert programme.titre == "Évaluer en un jour"
    assert [row.cle for row in programme.objectifs.all()] == ["O1", "O3", "O4"]
    assert [(row.cle, row.moment, row.ordre) for row in programme.sequences.all()] == [
        ("S6", "matin", 2),
        ("S7", "matin", 3),
        ("S5", "apres_midi", 1),
    ]
    assert "2\u00a0h\u00a035 de travail et 15\u00a0min de pause, 40\u00a0min encore libres" in page
    assert "1\u00a0h\u00a015 de travail, 2\u00a0h\u00a015 encore libres" in page
    assert "Un de vos programmes porte déjà ce titre" in client.post(url, saisie).content.decode()


@pytest.mark.parametrize(
    ("saisie", "phrase"),
    [
        ({"titre": "Rien"}, "Gardez au moins une séquence"),
        ({"titre": "", "place_ctg_deux_jours_S7": "1-matin"}, "Titre de la formation"),
        ({"titre": "x", "place_ctg_deux_jours_S7": "9-soir"}, 'role="alert"'),
    ],
)
def test_what_cannot_be_is_said(connecte, chargee, organisme, url, saisie, phrase):
    page = connecte(chargee).post(url, saisie).content.decode()
    assert phrase in page
    assert 'role="alert"' in page
    assert not Programme.objects.filter(espace=organisme.espace).exists()
