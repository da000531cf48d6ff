"""Who is expected around a thématique, who is there."""

from convive.acteurs.rules.presence import CasePresence, build_cases, list_types_utiles


def test_absent_and_expected_is_missing():
    caf, msa, region = build_cases(("caf", "msa", "region"), {"caf": 2}, {"caf", "msa"})
    assert (caf, msa.is_manque, region.is_manque) == (CasePresence("caf", 2, True), True, False)
    assert not caf.is_manque


def test_columns_are_what_is_there_or_expected():
    assert list_types_utiles(("caf", "msa", "region"), {"caf"}, {"msa"}) == ("caf", "msa")
