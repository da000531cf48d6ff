"""The place with which every page of an espace begins."""

from typing import Any

import pytest
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.suppression import delete_espace
from convive.espaces.models import Espace, Membre, Thematique
from convive.espaces.selectors.membre import get_membre
from convive.espaces.selectors.place_type import build_place_type, get_forme, get_valeurs


def test_a_place_is_read_in_one_query(espace: Espace, elue: Compte, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        membre = get_membre(elue, espace.pk)
        assert membre is not None
        assert (membre.compte, membre.espace, membre.limites.is_limitee) == (elue, espace, False)
    theme = Thematique.objects.filter(espace=espace)[0]
    membre.thematiques.add(theme)
    with django_assert_num_queries(2):
        limitee = get_membre(elue, espace.pk)
        assert limitee is not None
        assert limitee.limites.thematiques == {theme.pk}


def test_what_changes_is_seen_at_once(espace: Espace, elue: Compte, etrangere: Compte) -> None:
    assert get_membre(etrangere, espace.pk) is None
    Membre.objects.filter(espace=espace, compte=elue).update(role="partenaire", communes=["86018"])
    membre = get_membre(elue, espace.pk)
    assert membre is not None
    assert (membre.role, membre.limites.communes) == ("partenaire", frozenset({"86018"}))
    Membre.objects.filter(pk=membre.pk).update(date_fin=timezone.localdate())
    assert get_membre(elue, espace.pk) is None


def test_nobody_has_a_place_in_an_espace_that_was_deleted(espace: Espace, chargee: Compte) -> None:
    delete_espace(by=chargee, espace=espace)
    assert get_membre(chargee, espace.pk) is None


@pytest.mark.parametrize("limites", [{"communes": ["86018"]}, {}])
def test_only_a_place_without_limits_has_a_shape(espace: Espace, elue: Compte, limites: dict[str, list[str]]) -> None:
    Membre.objects.filter(espace=espace, compte=elue).update(**limites)
    membre = get_membre(elue, espace.pk)
    assert membre is not None
    forme = get_forme(membre)
    if limites:
        assert forme is None
    else:
        assert forme is not None
        place = build_place_type(*forme, *get_valeurs(membre))
        assert (place.role, place.espace.type, place.compte_id) == ("elu", espace.type, elue.pk)
        assert place.is_en_cours
        assert not place.limites.is_limitee
