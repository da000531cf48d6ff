"""The tools of a team, and those that it may begin."""

import pytest
from django.urls import reverse

from convive.espaces.views.page import GESTE_INCONNU
from convive.prise_poste.models import OutilRempli
from convive.prise_poste.selectors.contenus import get_outils

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return reverse("prise_poste:outil_list", args=[espace.pk])


def test_beginning_one_opens_it(url, espace, chargee, connecte):
    client = connecte(chargee)
    assert client.get(url).content.decode().count("Commencer<span") == len(get_outils())
    answer = client.post(url, {"outil": "note_elus"})
    rempli = OutilRempli.objects.get()
    assert answer.headers["Location"] == reverse("prise_poste:outil_detail", args=[espace.pk, rempli.pk])
    page = client.get(url).content.decode()
    assert "0 sur 10\u00a0cases remplies" in page


def test_a_tool_that_does_not_exist_begins_nothing(url, chargee, connecte):
    assert GESTE_INCONNU in connecte(chargee).post(url, {"outil": "marteau"}).content.decode()
    assert not OutilRempli.objects.exists()


def test_more_tools_ask_no_more_queries(url, espace, chargee, connecte, django_assert_max_num_queries):
    client = connecte(chargee)
    for rang in range(8):
        OutilRempli.objects.create(espace=espace, cle="frise", titre=f"Frise {rang}")
    client.get(url)
    with django_assert_max_num_queries(12):
        client.get(url)
