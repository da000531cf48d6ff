"""Three-way merge of a text that two people changed at the same time; pure functions.

A text typed in a page has one paragraph per line, so the merge compares lines. Nothing that anyone wrote is ever lost:
where both changed the same passage differently, both versions stay, between markers, for a person to choose.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MARQUE_MIEN = "▼ Votre version"
MARQUE_SIEN = "◆ Version enregistrée entre-temps"
MARQUE_FIN = "▲ Fin du passage à accorder"
MARQUES = (MARQUE_MIEN, MARQUE_SIEN, MARQUE_FIN)
# Unique lines anchor the comparison. Between two anchors, repeated lines (blank ones) make the comparison worse than
# quadratic, so a longer gap is treated as entirely changed: the worst text then takes about a second.
MAX_LIGNES_ENTRE_REPERES = 100

Lignes = Sequence[str]


@dataclass(frozen=True, slots=True)
class Conflit:
    """A passage that both sides changed differently. `ligne` is where it starts in the merged text, from 0.

    From there the merged text holds MARQUE_MIEN, the lines of `mien`, MARQUE_SIEN, the lines of `sien`, MARQUE_FIN.
    Each side is a tuple of lines, empty when that side removed everything.
    """

    base: tuple[str, ...]
    mien: tuple[str, ...]
    sien: tuple[str, ...]
    ligne: int


@dataclass(frozen=True, slots=True)
class Fusion:
    """The merged text, and the conflicts that a person must still settle."""

    texte: str
    conflits: tuple[Conflit, ...] = ()

    @property
    def is_complete(self) -> bool:
        return not self.conflits


type Passage = tuple[str, ...] | Conflit


def fuse_textes(base: str, mien: str, sien: str) -> Fusion:
    """Merge what I wrote (`mien`) with what was saved meanwhile (`sien`), both starting from `base`.

    A passage that one side changed takes that change; the same change on both sides is applied once; two different
    changes make a Conflit. Line ends are normalised to « \\n », because browsers send « \\r\\n ».
    """
    base, mien, sien = (_normalise(texte) for texte in (base, mien, sien))
    if mien in (base, sien):
        return Fusion(sien)
    if sien == base:
        return Fusion(mien)
    merged: list[str] = []
    conflits: list[Conflit] = []
    for part_base, part_mien, part_sien in _split_regions(base.split("\n"), mien.split("\n"), sien.split("\n")):
        if part_mien in (part_base, part_sien):
            merged += part_sien
        elif part_sien == part_base:
            merged += part_mien
        else:
            conflits.append(_append_conflit(merged, part_base, part_mien, part_sien))
    return Fusion("\n".join(merged), tuple(conflits))


def split_passages(fusion: Fusion) -> tuple[Passage, ...]:
    """The merged text cut into runs of settled lines and conflicts, in order."""
    lignes = fusion.texte.split("\n")
    passages: list[Passage] = []
    done = 0
    for conflit in fusion.conflits:
        if conflit.ligne > done:
            passages.append(tuple(lignes[done : conflit.ligne]))
        passages.append(conflit)
        done = conflit.ligne + len(MARQUES) + len(conflit.mien) + len(conflit.sien)
    if done < len(lignes):
        passages.append(tuple(lignes[done:]))
    return tuple(passages)


def has_marques(texte: str) -> bool:
    """Whether a text still holds conflict markers: a form checks it before saving."""
    return any(ligne in MARQUES for ligne in _normalise(texte).split("\n"))


def _normalise(texte: str) -> str:
    return texte.replace("\r\n", "\n").replace("\r", "\n")


def _append_conflit(merged: list[str], base: list[str], mien: list[str], sien: list[str]) -> Conflit:
    """Write both versions of a passage; the first and last lines that they share go outside the markers."""
    start = _count_common(mien, sien)
    end = _count_common(mien[start:][::-1], sien[start:][::-1])
    merged += mien[:start]
    tail = mien[len(mien) - end :]
    conflit = Conflit(
        tuple(base), tuple(mien[start : len(mien) - end]), tuple(sien[start : len(sien) - end]), len(merged)
    )
    merged += [MARQUE_MIEN, *conflit.mien, MARQUE_SIEN, *conflit.sien, MARQUE_FIN, *tail]
    return conflit


def _count_common(left: Lignes, right: Lignes) -> int:
    """How many leading lines two texts share."""
    shared = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        shared += 1
    return shared


def _split_regions(
    base: list[str], mien: list[str], sien: list[str]
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Cut the three texts into the same number of passages, alternating those where all agree and those to merge."""
    done_base = done_mien = done_sien = 0
    for start_base, start_mien, start_sien, size in _find_agreements(base, mien, sien):
        yield base[done_base:start_base], mien[done_mien:start_mien], sien[done_sien:start_sien]
        done_base, done_mien, done_sien = start_base + size, start_mien + size, start_sien + size
        same = base[start_base:done_base]
        yield same, same, same
    yield base[done_base:], mien[done_mien:], sien[done_sien:]


def _find_agreements(base: Lignes, mien: Lignes, sien: Lignes) -> Iterator[tuple[int, int, int, int]]:
    """Runs of `base` lines that both sides kept: (start in base, in mien, in sien, length), in order."""
    kept_mien = dict(match_lines(base, mien))
    start: tuple[int, int, int] | None = None
    size = 0
    for in_base, in_sien in match_lines(base, sien):
        in_mien = kept_mien.get(in_base)
        if in_mien is None:
            continue
        if start is not None and (in_base, in_mien, in_sien) == tuple(first + size for first in start):
            size += 1
            continue
        if start is not None:
            yield (*start, size)
        start, size = (in_base, in_mien, in_sien), 1
    if start is not None:
        yield (*start, size)


def match_lines(base: Lignes, other: Lignes) -> Iterator[tuple[int, int]]:
    """The lines of `base` that `other` kept, as pairs of positions, in order.

    Lines that each text holds only once are paired first, which is quick and reads well; then what lies between.
    """
    done_base = done_other = 0
    for at_base, at_other in [*_find_anchors(base, other), (len(base), len(other))]:
        for in_base, in_other in _match_gap(base[done_base:at_base], other[done_other:at_other]):
            yield done_base + in_base, done_other + in_other
        if at_base < len(base):
            yield at_base, at_other
        done_base, done_other = at_base + 1, at_other + 1


def _find_anchors(base: Lignes, other: Lignes) -> list[tuple[int, int]]:
    """Lines that each text holds exactly once: the longest series that appears in the same order in both."""
    once_base, once_other = _index_uniques(base), _index_uniques(other)
    # Patience sorting: `lowest[n]` is the last pair of the best series of n + 1 pairs; each pair knows its predecessor.
    lowest: list[int] = []
    tops: list[tuple[int, int]] = []
    previous: dict[tuple[int, int], tuple[int, int] | None] = {}
    for line, at_base in once_base.items():
        if (at_other := once_other.get(line)) is None:
            continue
        rank = bisect_left(lowest, at_other)
        pair = (at_base, at_other)
        previous[pair] = tops[rank - 1] if rank else None
        lowest[rank : rank + 1], tops[rank : rank + 1] = [at_other], [pair]
    run: list[tuple[int, int]] = []
    last = tops[-1] if tops else None
    while last is not None:
        run.append(last)
        last = previous[last]
    return run[::-1]


def _index_uniques(lignes: Lignes) -> dict[str, int]:
    counts = Counter(lignes)
    return {ligne: position for position, ligne in enumerate(lignes) if counts[ligne] == 1}


def _match_gap(base: Lignes, other: Lignes) -> Iterator[tuple[int, int]]:
    """Pairs between two anchors: the common first and last lines, then the middle if it is short enough."""
    head = _count_common(base, other)
    tail = _count_common(base[head:][::-1], other[head:][::-1])
    end_base, end_other = len(base) - tail, len(other) - tail
    yield from ((line, line) for line in range(head))
    if max(end_base, end_other) - head <= MAX_LIGNES_ENTRE_REPERES:
        matcher = SequenceMatcher(None, base[head:end_base], other[head:end_other], autojunk=False)
        for block in matcher.get_matching_blocks():
            yield from ((head + block.a + line, head + block.b + line) for line in range(block.size))
    yield from ((end_base + line, end_other + line) for line in range(tail))
