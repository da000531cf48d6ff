"""A file that nothing reads is known by its name and has its reason; another name has none."""

import pytest

from convive.donnees.non_lus import get_raison


@pytest.mark.parametrize(
    ("nom", "raison"),
    [
        ("DS_RP_TD_FAMILLE_AGEENF_COMP_2023_CSV_FR.zip", "les codes de ses dimensions"),
        ("DS_RP_LOGEMENT_COMP_2023_CSV_FR.zip", "les codes de ses dimensions"),
        ("DS_RP_EMPLOI_LR_PRINC_2023_CSV_FR.zip", "jeunes sans emploi ni école"),
        ("ds_rp_logement_princ_2023_csv_fr.zip", "suroccupation"),
        ("DS_RP_INCONNU.zip", None),
    ],
)
def test_census_cubes_without_a_reader_say_why(nom: str, raison: str | None) -> None:
    found = get_raison(nom)
    assert (found is None) == (raison is None)
    assert raison is None or (found is not None and raison in found)
