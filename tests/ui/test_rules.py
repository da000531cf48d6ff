import pytest

from convive.donnees.rules import Statut
from convive.ui.rules import STATUTS, get_affichage


def test_every_state_of_the_data_plane_can_be_shown() -> None:
    assert set(STATUTS) == {statut.value for statut in Statut}


def test_states_differ_by_sign_word_and_sentence() -> None:
    for field in ("signe", "mot", "phrase"):
        assert len({getattr(affichage, field) for affichage in STATUTS.values()}) == len(STATUTS)


def test_state_that_nobody_decided_how_to_show_is_refused() -> None:
    with pytest.raises(KeyError):
        get_affichage("mystere")
