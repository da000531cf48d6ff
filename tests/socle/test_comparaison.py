import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.socle.comparaison import Morceau, Nature, compare_textes, has_changements

E, A, S = Nature.EGAL, Nature.AJOUTE, Nature.SUPPRIME
TEXTES = st.lists(st.sampled_from(["", "la salle est libre", "la salle est prise", "un mot", "x"])).map("\n".join)


def join(lignes, absent: Nature) -> str:
    """The lines of one side; a line that this side does not have at all is not one of its lines."""
    kept = [ligne for ligne in lignes if {m.nature for m in ligne} != {absent}]
    return "\n".join("".join(m.texte for m in ligne if m.nature is not absent) for ligne in kept)


@given(TEXTES, TEXTES)
def test_both_texts_are_whole_in_their_comparison(avant, apres):
    lignes = compare_textes(avant, apres)
    assert join(lignes, A) == avant
    assert join(lignes, S) == apres
    assert has_changements(lignes) is (avant != apres)


@pytest.mark.parametrize(
    ("avant", "apres", "attendu"),
    [
        ("a b", "a b", [[(E, "a b")]]),
        (
            "La salle est libre le mardi.",
            "La salle est libre le jeudi.",
            [[(E, "La salle est libre le "), (S, "mardi"), (A, "jeudi"), (E, ".")]],
        ),
        (
            "On voit deux gros chats dans la cour.",
            "On voit trois petits chiens dans la cour.",
            [[(E, "On voit "), (S, "deux gros chats"), (A, "trois petits chiens"), (E, " dans la cour.")]],
        ),
        ("Rien à voir", "Tout autre propos", [[(A, "Tout autre propos")], [(S, "Rien à voir")]]),
        ("Un.", "Un.\n\nDeux.", [[(E, "Un.")], [(A, "")], [(A, "Deux.")]]),
        ("l’accueil", "l’accueil ouvert", [[(E, "l’accueil"), (A, " ouvert")]]),
    ],
)
def test_words_that_changed_are_told(avant, apres, attendu):
    assert compare_textes(avant, apres) == tuple(tuple(Morceau(*m) for m in ligne) for ligne in attendu)


def test_a_long_text_with_nothing_in_common_is_compared_in_a_moment():
    avant, apres = "\n".join(f"mot {n}" for n in range(9_000)), "\n".join(f"autre {n}" for n in range(9_000))
    start = time.process_time()
    assert len(compare_textes(avant, apres)) == 18_000
    # A guard against a comparison that grows with the square of the text, not a measure.
    assert time.process_time() - start < 10
