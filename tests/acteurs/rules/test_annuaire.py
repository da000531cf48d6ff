"""Whether a function is held on a day."""

from datetime import date

import pytest

from convive.acteurs.rules.annuaire import ActeurRefuse, is_fonction_en_cours

LUNDI, MARDI = date(2026, 3, 2), date(2026, 3, 3)


@pytest.mark.parametrize(
    ("debut", "fin", "en_cours"),
    [
        (None, None, True),
        (LUNDI, None, True),
        (MARDI, None, False),
        (None, LUNDI, False),
        (LUNDI, MARDI, True),
    ],
)
def test_function_is_held_from_its_first_day_to_the_eve_of_its_end(debut, fin, en_cours):
    assert is_fonction_en_cours(debut, fin, LUNDI) is en_cours


def test_refusal_reads_as_sentences():
    assert str(ActeurRefuse("Une raison.", "Une autre.")) == "Une raison. Une autre."
