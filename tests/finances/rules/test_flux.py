from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from convive.finances.rules.flux import AUTRES, HAUTEUR, MAX_BARRES, draw_flux

MONTANTS = st.lists(
    st.tuples(
        st.sampled_from("abcdefghij"), st.sampled_from("xyz"), st.decimals(min_value=0, max_value=10**6, places=2)
    )
)


@given(MONTANTS)
def test_both_sides_of_the_drawing_add_up_to_the_same_whole(montants):
    flux, total = draw_flux(montants), sum((montant for *_, montant in montants), Decimal(0))
    if not total:
        assert flux is None
        return
    for barres in (flux.payeurs, flux.payes):
        assert sum(barre.montant for barre in barres) == total
        assert len(barres) <= MAX_BARRES
        assert all(barre.y >= 0 and barre.y + barre.hauteur <= HAUTEUR + 1 for barre in barres)
    assert sum(ruban.montant for ruban in flux.rubans) == total


def test_what_is_small_is_drawn_together_at_the_end():
    flux = draw_flux([(f"p{rang}", "x", Decimal(100 - rang)) for rang in range(10)])
    assert flux.payeurs[-1].nom == AUTRES
    assert flux.payeurs[-1].montant == sum(100 - rang for rang in range(6, 10))
