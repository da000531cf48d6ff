"""What may be published of a decision."""

from dataclasses import replace
from datetime import date

import pytest

from convive.gouvernance.rules.avis_public import ETATS, FaitsPublics, is_publiable, write_avis, write_suite
from convive.gouvernance.rules.decisions import StatutDecision

FAITS = FaitsPublics("Ouvrir vingt places.", date(2026, 6, 12), "a_faire", "Comité de pilotage")


def test_what_when_by_whom_and_what_comes_next():
    faits = replace(FAITS, echeance=date(2027, 9, 1), organisation="Pays de Vallombre")
    assert write_avis(faits) == (
        "Le 12\xa0juin\xa02026 (Comité de pilotage), il a été décidé ceci\xa0: ouvrir vingt places. Elle reste à "
        "mettre en œuvre, avec une échéance au 1er\xa0septembre\xa02027. Responsable\xa0: Pays de Vallombre."
    )
    assert (
        write_suite(replace(FAITS, statut="faite", faite_le=date(2026, 9, 1)))
        == "C’est fait, depuis le 1er\xa0septembre\xa02026."
    )


@pytest.mark.parametrize("statut", StatutDecision)
def test_each_state_has_public_words(statut):
    assert write_suite(replace(FAITS, statut=statut.value)).startswith(ETATS[statut])


def test_only_a_closed_seance_of_an_open_body():
    assert is_publiable(is_close=True, is_ouverte=True)
    assert not is_publiable(is_close=False, is_ouverte=True)
    assert not is_publiable(is_close=True, is_ouverte=False)
