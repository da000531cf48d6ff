"""Groups and parts, whatever chance does."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.formation.rules.ateliers import CHARGEE, OBSERVATEUR
from convive.formation.rules.groupes import MAX_GROUPES, build_groupes, build_roles, suggest_nombre


def draw(graine: int) -> Random:
    return Random(graine)  # noqa: S311 - seats in a room, not secrets


ROLES = ["presidente", "maire", "caf", "dgs", CHARGEE]


@given(st.integers(1, 40), st.integers(1, MAX_GROUPES), st.integers())
def test_everyone_is_in_one_group_and_sizes_differ_by_one(personnes, nombre, graine):
    groupes = build_groupes(range(personnes), nombre, draw(graine))
    assert sorted(qui for groupe in groupes for qui in groupe) == list(range(personnes))
    tailles = [len(groupe) for groupe in groupes]
    assert max(tailles) - min(tailles) <= 1


@given(st.integers(1, 9), st.integers())
def test_the_chargee_is_always_played_and_who_is_left_watches(personnes, graine):
    joues = build_roles(range(personnes), ROLES, draw(graine))
    roles = [role for _, role in joues]
    assert roles.count(CHARGEE) == 1
    assert roles.count(OBSERVATEUR) == max(0, personnes - len(ROLES))
    assert len(set(roles) - {OBSERVATEUR}) == min(personnes, len(ROLES))


@pytest.mark.parametrize(
    ("personnes", "taille", "nombre"), [(0, 4, 1), (8, 4, 2), (9, 4, 3), (8, 5, 2), (100, 4, 12), (3, 0, 3)]
)
def test_how_many_groups(personnes, taille, nombre):
    assert suggest_nombre(personnes, taille) == nombre
