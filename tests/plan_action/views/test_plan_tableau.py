"""The board shows each action once, with the moves that one may make."""

import pytest
from django.urls import reverse

from tests.plan_action.factories import create_fiche

pytestmark = pytest.mark.django_db


def get_texte(client, espace, plan, suite=""):
    url = reverse("plan_action:plan_tableau", args=[espace.pk, plan.ctg.pk])
    return client.get(f"{url}{suite}").content.decode()


def test_cards_offer_their_moves(client, espace, chargee, plan, django_assert_max_num_queries):
    for rang in range(60):
        create_fiche(plan.ctg, f"Action {rang}", statut="en_cours", code=f"8.{rang}")
    client.force_login(chargee)
    with django_assert_max_num_queries(15):
        texte = get_texte(client, espace, plan)
    assert 'data-vers="validee reportee abandonnee"' in texte
    assert "et 51 autres" in texte.replace("\u00a0", " ")
    assert "statut/?vers=bloquee" in texte
    assert "<select" not in texte


def test_whoever_reads_moves_nothing(client, espace, lectrice, plan):
    client.force_login(lectrice)
    texte = get_texte(client, espace, plan)
    assert plan.complete.titre in texte
    assert plan.brouillon.titre not in texte
    assert "draggable" not in texte
    assert "cv-tableau__menu" not in texte
    # A theme is an icon and a word; a card says who pilots.
    assert 'class="cv-theme"><svg' in texte
    assert "Personne Pilote" in texte


def test_what_left_the_plan_is_asked_for(client, espace, chargee, plan):
    create_fiche(plan.ctg, "Laissée de côté", statut="abandonnee")
    client.force_login(chargee)
    assert "Laissée de côté" not in get_texte(client, espace, plan)
    assert "Laissée de côté" in get_texte(client, espace, plan, "?sorties=1")
