"""The seat of an organisation is found by the name of its commune, the nearest one first."""

import pytest

from convive.acteurs.selectors.siege import get_sieges, list_sieges
from tests.territoires.factories import create_pays

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("nom", "codes", "attendu"),
    [
        ("Paris", ["86078"], {"paris": "75056"}),
        # Two communes bear this name: that of the département of the espace is meant.
        ("saint denis", ["86078"], {"saint denis": "86221"}),
        # Two, and none is nearer.
        ("Saint-Denis", ["01001"], {}),
        ("Nulle-Part", ["86078"], {}),
    ],
)
def test_get_sieges_gives_the_one_commune_that_is_meant(nom, codes, attendu, django_assert_num_queries):
    create_pays()
    with django_assert_num_queries(1):
        assert get_sieges({nom}, codes) == attendu


def test_list_sieges_leaves_codes_and_known_communes():
    lignes = [(2, ["Paris"]), (3, ["86 194"]), (4, ["CIVRAY"]), (5, [""])]
    assert list_sieges({"code_commune": 0}, lignes, {"civray"}) == {"Paris"}
