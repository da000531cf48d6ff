"""A bundle that is exactly an EPCI, or an EPT, has the figures of it."""

import pytest

from convive.diagnostic.selectors.perimetre import get_cible_publiee, get_reference_publiee
from convive.donnees.rules import Maille
from convive.territoires.actions import import_territoires
from convive.territoires.selectors import get_perimetre, get_perimetre_from_codes
from tests.territoires.factories import CIVRAISIEN, PARIS_METROPOLE, build_commune, build_lignes

PLAINE_COMMUNE = "200057867"


@pytest.fixture
def grand_paris(db):
    """Two communes of the same EPT, and Paris, which is in none."""
    aubervilliers = build_commune(
        "93001", "Aubervilliers", departement="93", region="11", epci=PARIS_METROPOLE, ept=PLAINE_COMMUNE
    )
    import_territoires(lignes=[*build_lignes(), aubervilliers], millesime=2026)


@pytest.mark.usefixtures("grand_paris")
@pytest.mark.parametrize(
    ("codes", "cible"),
    [
        (["86024", "86078", "86082"], (Maille.EPCI, CIVRAISIEN)),
        (["93001", "93066"], (Maille.EPT, PLAINE_COMMUNE)),
        (["75056", "93001", "93066"], (Maille.EPCI, PARIS_METROPOLE)),
        (["75056", "93066"], None),
        (["86024", "86078"], None),
        (["86024", "93066"], None),
    ],
)
def test_a_bundle_that_is_a_whole_grouping(codes, cible):
    perimetre = get_perimetre_from_codes(codes, "Chez nous")
    assert get_cible_publiee(perimetre) == cible
    assert get_reference_publiee(perimetre) == (cible[1] if cible else perimetre.reference)


@pytest.mark.usefixtures("grand_paris")
def test_a_commune_alone_is_never_a_grouping():
    assert get_cible_publiee(get_perimetre("93066")) is None
    assert get_cible_publiee(get_perimetre(PLAINE_COMMUNE)) == (Maille.EPT, PLAINE_COMMUNE)
