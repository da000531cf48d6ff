import pytest

from convive.diagnostic.models import CritereEnjeu
from tests.diagnostic.factories import create_enjeu_essai, create_tour_essai

pytestmark = pytest.mark.django_db
DEUX = {"libelle_0": "Besoin", "poids_0": "60", "aide_0": "", "libelle_1": "Urgence", "poids_1": "40", "aide_1": ""}


def get_url(espace) -> str:
    return f"/espaces/{espace.pk}/enjeux/criteres/"


def test_critere_list_shows_the_usual_ones_without_writing(connecte, espace, lectrice, chargee):
    page = connecte(lectrice).get(get_url(espace)).content.decode()
    assert "Importance du besoin" in page
    assert "Modifier les critères" not in page
    assert not CritereEnjeu.objects.exists()
    assert connecte(lectrice).post(get_url(espace), DEUX).status_code == 403


def test_critere_list_changes_weights_that_make_a_hundred(connecte, espace, chargee):
    client = connecte(chargee)
    assert "Le total des points fait 90" in client.post(get_url(espace), DEUX | {"poids_1": "30"}).content.decode()
    assert "Donnez un poids" in client.post(get_url(espace), DEUX | {"poids_1": ""}).content.decode()
    assert client.post(get_url(espace), DEUX).status_code == 302
    assert list(CritereEnjeu.objects.filter(date_fin=None).values_list("libelle", "poids")) == [
        ("Besoin", 60),
        ("Urgence", 40),
    ]


def test_former_votes_keep_their_weights(connecte, espace, chargee):
    create_enjeu_essai(espace)
    tour, client = create_tour_essai(espace), connecte(chargee)
    assert "Un vote est ouvert" in client.post(get_url(espace), DEUX).content.decode()
    client.post(f"/espaces/{espace.pk}/enjeux/votes/", {"geste": "clore"})
    assert client.post(get_url(espace), DEUX).status_code == 302
    assert [critere.poids for critere in tour.criteres.order_by("ordre")] == [30, 25, 15, 15, 15]
