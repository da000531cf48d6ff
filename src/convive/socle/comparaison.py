"""What changed between two versions of a text, word by word; pure functions.

Lines are paired first, then words inside the lines that resemble each other. A line that has little in common with any
other is shown as added or removed whole, because a mosaic of scattered words is unreadable.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from convive.socle.fusion_textes import match_lines

MOTS = re.compile(r"\s+|[\w’'-]+|[^\w\s]")
# Lines are similar when the `quick_ratio` of their words, an upper bound of their likeness, reaches this.
RESSEMBLANCE = 0.5
# A passage longer than this is not matched line by line with what replaces it: both are shown whole.
MAX_LIGNES_A_APPARIER = 60


class Nature(StrEnum):
    EGAL = "egal"
    AJOUTE = "ajoute"
    SUPPRIME = "supprime"


@dataclass(frozen=True, slots=True)
class Morceau:
    """A run of words in a line, present in both versions or in only one."""

    nature: Nature
    texte: str


type LigneComparee = tuple[Morceau, ...]


def compare_textes(avant: str, apres: str) -> tuple[LigneComparee, ...]:
    """Both texts merged line by line: the EGAL and AJOUTE pieces give `apres`, the EGAL and SUPPRIME ones `avant`."""
    before, after = avant.split("\n"), apres.split("\n")
    lignes: list[LigneComparee] = []
    done_before = done_after = 0
    for at_before, at_after in [*match_lines(before, after), (len(before), len(after))]:
        lignes += _compare_passage(before[done_before:at_before], after[done_after:at_after])
        if at_before < len(before):
            lignes.append((Morceau(Nature.EGAL, before[at_before]),))
        done_before, done_after = at_before + 1, at_after + 1
    return tuple(lignes)


def has_changements(lignes: Sequence[LigneComparee]) -> bool:
    return any(morceau.nature is not Nature.EGAL for ligne in lignes for morceau in ligne)


def _compare_passage(before: Sequence[str], after: Sequence[str]) -> Iterator[LigneComparee]:
    """The lines of a passage that differs: similar lines compared with each other, in order, the others whole."""
    done = 0
    for ligne in after:
        pair = _find_semblable(ligne, before[done:]) if len(before) <= MAX_LIGNES_A_APPARIER else None
        if pair is None:
            yield (Morceau(Nature.AJOUTE, ligne),)
            continue
        yield from ((Morceau(Nature.SUPPRIME, removed),) for removed in before[done : done + pair])
        yield _compare_ligne(before[done + pair], ligne)
        done += pair + 1
    yield from ((Morceau(Nature.SUPPRIME, removed),) for removed in before[done:])


def _find_semblable(ligne: str, candidates: Sequence[str]) -> int | None:
    words = MOTS.findall(ligne)
    for rank, candidate in enumerate(candidates):
        if SequenceMatcher(None, MOTS.findall(candidate), words, autojunk=False).quick_ratio() >= RESSEMBLANCE:
            return rank
    return None


def _compare_ligne(avant: str, apres: str) -> LigneComparee:
    before, after = MOTS.findall(avant), MOTS.findall(apres)
    morceaux: list[Morceau] = []
    done_before = done_after = 0
    for at_before, at_after in [*match_lines(before, after), (len(before), len(after))]:
        _append(morceaux, Nature.SUPPRIME, "".join(before[done_before:at_before]))
        _append(morceaux, Nature.AJOUTE, "".join(after[done_after:at_after]))
        if at_before < len(before):
            _append(morceaux, Nature.EGAL, before[at_before])
        done_before, done_after = at_before + 1, at_after + 1
    return _join_changements(morceaux)


def _append(morceaux: list[Morceau], nature: Nature, texte: str) -> None:
    """Add words, extending the last piece when it has the same nature."""
    if texte and morceaux and morceaux[-1].nature is nature:
        morceaux[-1] = Morceau(nature, morceaux[-1].texte + texte)
    elif texte:
        morceaux.append(Morceau(nature, texte))


def _join_changements(morceaux: Sequence[Morceau]) -> LigneComparee:
    """Join changes that only a space separates: « deux mots » → « trois petits mots » is shown as one change."""
    joined: list[Morceau] = []
    removed = added = ""
    for rank, morceau in enumerate(morceaux):
        is_space = not morceau.texte.strip() and 0 < rank < len(morceaux) - 1 and bool(removed or added)
        if morceau.nature is Nature.EGAL and not is_space:
            _append(joined, Nature.SUPPRIME, removed)
            _append(joined, Nature.AJOUTE, added)
            removed = added = ""
            joined.append(morceau)
            continue
        removed += morceau.texte if morceau.nature is not Nature.AJOUTE else ""
        added += morceau.texte if morceau.nature is not Nature.SUPPRIME else ""
    _append(joined, Nature.SUPPRIME, removed)
    _append(joined, Nature.AJOUTE, added)
    return tuple(joined)
