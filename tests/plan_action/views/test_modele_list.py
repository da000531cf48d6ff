"""The library: everyone who reads the plan finds a model; what cannot be read asks nothing."""

import pytest
from django.urls import reverse

from convive.plan_action.selectors.modeles import get_bibliotheque

pytestmark = pytest.mark.django_db


def get_url(espace, **params: str) -> str:
    return reverse("plan_action:modele_list", args=[espace.pk], query=params)


def test_library_is_browsed_and_narrowed(connecte, espace, plan, chargee):
    client = connecte(chargee)
    page = client.get(get_url(espace)).content.decode()
    assert f"{len(get_bibliotheque().modeles)}\u00a0modèles" in page
    assert "Ouvrir un guichet unique de l’accueil du jeune enfant" in page
    page = client.get(get_url(espace, thematique="Handicap", public="tout_petits")).content.decode()
    assert "Accueillir tôt les jeunes enfants" in page
    assert "navette" not in page.lower()
    page = client.get(get_url(espace, q="navette")).content.decode()
    assert "Conduire les enfants jusqu’aux accueils de loisirs" in page


def test_nothing_found_says_what_to_do(connecte, espace, plan, chargee):
    page = connecte(chargee).get(get_url(espace, q="zeppelin")).content.decode()
    assert "Aucun modèle ne répond à ces choix" in page


def test_unknown_choice_asks_nothing(connecte, espace, plan, chargee):
    page = connecte(chargee).get(get_url(espace, thematique="Astronomie", public="licornes")).content.decode()
    assert f"{len(get_bibliotheque().modeles)}\u00a0modèles" in page


def test_links_keep_the_plan_of_the_address(connecte, espace, plan, chargee):
    url = reverse("plan_action:modele_list", args=[espace.pk, plan.ctg.pk])
    assert f'href="{url}guichet_petite_enfance/"' in connecte(chargee).get(url).content.decode()


def test_library_asks_few_queries(connecte, espace, plan, chargee, django_assert_max_num_queries):
    client = connecte(chargee)
    client.get(get_url(espace))
    with django_assert_max_num_queries(8):
        client.get(get_url(espace))
