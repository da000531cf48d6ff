"""Two people change one card."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.socle.conflits import fuse_valeurs

VALEUR = st.sampled_from(["a", "b", "c"])


@pytest.mark.parametrize(
    ("depart", "actuelle", "saisie", "gardee", "conflit"),
    [
        pytest.param("a", "a", "b", "b", False, id="une seule a changé"),
        pytest.param("a", "b", "a", "b", False, id="l’autre seule a changé"),
        pytest.param("a", "b", "b", "b", False, id="les deux pareil"),
        pytest.param("a", "b", "c", "b", True, id="les deux autrement"),
    ],
)
def test_each_field_is_joined_or_left_to_choose(depart, actuelle, saisie, gardee, conflit):
    result = fuse_valeurs(depart={"nom": depart}, actuelles={"nom": actuelle}, saisies={"nom": saisie})
    assert result.valeurs == {"nom": gardee}
    assert result.conflits == ({"nom": actuelle} if conflit else {})


def test_field_without_a_known_start_is_a_choice():
    assert fuse_valeurs(depart={}, actuelles={"nom": "a"}, saisies={"nom": "b"}).conflits == {"nom": "a"}


def test_field_that_the_form_does_not_show_stays():
    assert fuse_valeurs(depart={}, actuelles={"nom": "a", "rna": "W1"}, saisies={}).valeurs == {"nom": "a", "rna": "W1"}


@given(depart=VALEUR, actuelle=VALEUR, saisie=VALEUR)
def test_nothing_that_someone_saved_is_lost(depart, actuelle, saisie):
    """Whatever the order: a change is kept, or shown to whoever would erase it."""
    result = fuse_valeurs(depart={"x": depart}, actuelles={"x": actuelle}, saisies={"x": saisie})
    if actuelle != depart and saisie != actuelle:
        assert result.valeurs["x"] == actuelle
        assert (result.conflits == {"x": actuelle}) is (saisie != depart)
