from datetime import date, timedelta

import pytest

from convive.plan_action.rules.completude import (
    CHAMPS_MINIMAUX,
    compute_avancement,
    compute_completude,
    list_manques,
)
from convive.plan_action.rules.retard import compute_retard_le, is_en_retard
from convive.plan_action.rules.statuts import Statut

FIN = date(2026, 6, 30)
COMPLETE = {
    "titre": "Créer vingt places",
    "noeud": "n",
    "thematiques": True,
    "description": "x" * 50,
    "organisation_porteuse": "o",
    "pilotes": True,
    "resultats_attendus": "Vingt places",
    "statut": "a_preparer",
}


@pytest.mark.parametrize(
    ("date_fin", "echeances", "expected"),
    [
        (None, [], None),
        (FIN, [], date(2026, 7, 1)),
        (None, [FIN], date(2026, 7, 31)),
        (FIN, [date(2026, 5, 1)], date(2026, 6, 1)),
        (FIN, [date(2026, 12, 1), date(2026, 6, 15)], date(2026, 7, 1)),
    ],
)
def test_an_action_is_late_the_day_after_its_end_or_a_step_thirty_days_overdue(date_fin, echeances, expected):
    assert compute_retard_le(date_fin=date_fin, echeances=echeances, delai_jours=30) == expected


@pytest.mark.parametrize("statut", list(Statut))
def test_only_what_is_active_is_late(statut):
    actif = statut in {"validee", "en_cours", "en_pause", "bloquee"}
    assert is_en_retard(statut, FIN, FIN) is actif
    assert not is_en_retard(statut, FIN, FIN - timedelta(days=1))
    assert not is_en_retard(statut, None, FIN)


def test_completeness_counts_the_eight_fields():
    assert len(CHAMPS_MINIMAUX) == 8
    assert (list_manques(COMPLETE), compute_completude(COMPLETE)) == ([], 100)
    assert (list_manques({}), compute_completude({})) == (list(CHAMPS_MINIMAUX), 0)
    courte = {**COMPLETE, "description": "  " + "x" * 49 + "  ", "titre": " "}
    assert (list_manques(courte), compute_completude(courte)) == (["titre", "description"], 75)


@pytest.mark.parametrize(
    ("saisi", "etapes", "faites", "expected"), [(None, 0, 0, None), (None, 7, 3, 42), (60, 7, 3, 60), (0, 2, 2, 0)]
)
def test_progress_is_what_was_said_else_what_the_steps_say(saisi, etapes, faites, expected):
    assert compute_avancement(saisi=saisi, etapes=etapes, etapes_faites=faites) == expected
