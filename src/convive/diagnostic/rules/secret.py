"""Secrecy of small counts: primary masking, complementary masking, and what a sum may show.

The frame of a commune is the part of its EPCI that lies in its département: the total of the EPCI, that of each
département and those above are all sums of whole frames (ADR 0023). In a frame the *masked set* holds every count that
is too small and, so that no subtraction gives it back, the next smallest ones until the set holds two communes or more
and adds up to the threshold. A sum over a bundle may be shown only when, in each frame, the bundle holds the whole
masked set or none of it: every published sum then treats the set as one block, and the only thing that subtractions can
give is the block's total. A set that cannot grow large enough (every other commune of its frame counts nobody) is never
part of a published sum: the build leaves it out of the totals too (`donnees.secret`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

PREFIXES_OUTRE_MER = ("97", "98")


def get_cle_cadre(epci: str, commune: str) -> str:
    """The frame of a commune of an EPCI, by the département that its code begins with."""
    return f"{epci}-{commune[:3] if commune.startswith(PREFIXES_OUTRE_MER) else commune[:2]}"


@dataclass(frozen=True)
class Masques:
    """The masked set of a frame. `is_bloc`: it is large enough for its total to be known."""

    codes: frozenset[str] = frozenset()
    is_bloc: bool = True


def compute_masques(effectifs: Mapping[str, float], seuil: float) -> Masques:
    """Return what to hide in one frame. `effectifs`: count by commune, the unknown ones left out.

    A zero is not small: nobody is there to be recognised. Nothing is hidden when no count is in ]0, seuil[.
    """
    small = {code for code, effectif in effectifs.items() if 0 < effectif < seuil}
    if not small:
        return Masques()
    masked = set(small)

    def is_bloc() -> bool:
        return len(masked) >= 2 and sum(effectifs[code] for code in masked) >= seuil

    candidates = sorted((effectif, code) for code, effectif in effectifs.items() if code not in small and effectif > 0)
    for _, code in candidates:
        if is_bloc():
            break
        masked.add(code)
    return Masques(frozenset(masked), is_bloc())


def is_somme_publiable(communes: Iterable[str], cadres: Sequence[Masques], effectif: float, seuil: float) -> bool:
    """Tell whether the sum over `communes` can be shown, given the masked set of each frame that they touch."""
    if 0 < effectif < seuil:
        return False
    chosen = frozenset(communes)
    return all(not (masques.codes & chosen) or (masques.is_bloc and masques.codes <= chosen) for masques in cadres)
