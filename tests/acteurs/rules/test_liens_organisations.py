"""Ties leave in a cell and come back the same, whatever signs names hold."""

from hypothesis import given
from hypothesis import strategies as st

from convive.acteurs.rules.liens_organisations import LienDit, parse_liens, write_liens
from convive.socle.noms import fold_nom

LIBELLES = {"finance": "finance", "conventionne": "a une convention avec"}
NATURES = {fold_nom(libelle): cle for cle, libelle in LIBELLES.items()}
PAROLES = st.text("aé «»();:’\u00a0", max_size=12).map(lambda texte: texte.strip())


@given(
    st.lists(st.builds(LienDit, st.sampled_from(sorted(LIBELLES)), PAROLES.filter(bool), PAROLES), max_size=4).map(
        tuple
    )
)
def test_ties_come_back_as_they_left(liens):
    assert parse_liens(write_liens(liens, LIBELLES), NATURES) == liens


def test_ties_are_read_as_people_type_them():
    assert parse_liens("Finance : Le Gué (2026);\n a une convention avec : L’Œuvre ;", NATURES) == (
        LienDit("finance", "Le Gué", "2026"),
        LienDit("conventionne", "L’Œuvre"),
    )
