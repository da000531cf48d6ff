"""Secrecy of small counts: primary masking, complementary masking, and what a sum may show.

The frame of a commune is its EPCI. In a frame the *masked set* holds every count that is too small and, so that no
subtraction gives it back, the next smallest ones until the set holds at least two communes and adds up to the threshold.
A sum over a bundle may be shown only when, in each frame, the bundle holds the whole masked set or none of it: every
published sum then treats the set as one block, and the only thing that subtractions can give is the block's total.
"""

from collections.abc import Iterable, Mapping, Sequence


def compute_masques(effectifs: Mapping[str, float], seuil: float) -> frozenset[str]:
    """Return the keys to hide in one frame whose total is known. `effectifs`: count by commune, none unknown.

    A zero is not small: nobody is there to be recognised. Nothing is returned when no count is in ]0, seuil[.
    """
    small = {code for code, effectif in effectifs.items() if 0 < effectif < seuil}
    if not small:
        return frozenset()
    masked = set(small)
    candidates = sorted((effectif, code) for code, effectif in effectifs.items() if code not in small and effectif > 0)
    for _, code in candidates:
        if len(masked) >= 2 and sum(effectifs[c] for c in masked) >= seuil:
            break
        masked.add(code)
    return frozenset(masked)


def is_somme_publiable(
    communes: Iterable[str], cadres: Sequence[frozenset[str]], effectif: float, seuil: float
) -> bool:
    """Tell whether the sum over `communes` can be shown, given the masked set of each frame that they touch."""
    if 0 < effectif < seuil:
        return False
    chosen = frozenset(communes)
    return all(not (masques & chosen) or masques <= chosen for masques in cadres)
