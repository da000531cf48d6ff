"""What an élu·e can say in council."""

from datetime import date

import pytest

from convive.gouvernance.rules.mandat import DITS, write_action, write_decision

JOUR = date(2026, 6, 12)


@pytest.mark.parametrize("vers", DITS)
def test_each_move_that_may_be_said_has_its_sentence(vers):
    phrase = write_action("Ouvrir plus tôt", vers.value, JOUR)
    assert "«\xa0Ouvrir plus tôt\xa0»" in phrase
    assert "12\xa0juin\xa02026" in phrase
    assert phrase[0].isupper() or phrase[0] == "«"
    assert write_action("Ouvrir plus tôt", vers.value, JOUR, commune="Lusset").startswith("À Lusset, ")


def test_a_decision_says_the_body_and_what_was_done():
    assert write_action("Ouvrir", "validee", JOUR, "Comité de pilotage").endswith("(Comité de pilotage).")
    assert write_decision("Réunir les maires en juin.", JOUR) == (
        "C’est fait depuis le 12\xa0juin\xa02026\xa0: réunir les maires en juin."
    )
