from datetime import date

import pytest

from convive.formation.refus import FormationRefusee
from convive.formation.rules.exercice import (
    MAX_PAR_SESSION,
    Demande,
    build_nom_espace,
    compute_effacement,
    compute_expiration,
    parse_groupes,
    refuse_demandes,
)


def test_what_expires_is_erased_when_its_time_to_be_read_is_over():
    expire_le = compute_expiration(date(2026, 1, 10), 90)
    assert expire_le == date(2026, 4, 10)
    assert compute_effacement(expire_le, 15) == date(2026, 4, 25)


def test_a_group_written_twice_is_one():
    assert parse_groupes(" Groupe  A \n\nGroupe B\nGroupe A") == ["Groupe A", "Groupe B"]


def test_a_long_name_is_cut_to_fit():
    assert build_nom_espace("Ysoline", 120) == "Territoire d’exercice de Ysoline"
    assert len(build_nom_espace("Y" * 200, 120)) == 120


@pytest.mark.parametrize(
    ("demandes", "existants"),
    [([], 0), ([Demande(str(rang)) for rang in range(MAX_PAR_SESSION + 1)], 0), ([Demande("un")], MAX_PAR_SESSION)],
    ids=["none", "too many", "one too many"],
)
def test_nothing_or_too_much_is_refused(demandes, existants):
    with pytest.raises(FormationRefusee):
        refuse_demandes(demandes, [str(rang) for rang in range(existants)])
