import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_plan_detail_lists_the_actions_under_their_node(connecte, espace, plan, chargee, lectrice):
    url = reverse("plan_action:plan_detail", args=[espace.pk])
    page = connecte(chargee).get(url).content.decode()
    for mots in (
        "Axe 1 Accueillir les tout-petits",
        "1.1.1 Créer vingt places",
        "Faire circuler le relais",
        "En cours",
    ):
        assert mots in page
    assert "Faire circuler le relais" not in connecte(lectrice).get(url).content.decode()


def test_plan_detail_says_what_a_plan_will_be(connecte, espace, chargee):
    page = connecte(chargee).get(reverse("plan_action:plan_detail", args=[espace.pk])).content.decode()
    assert "Aucune action encore" in page
    assert "commencez par saisir la vôtre" in page
