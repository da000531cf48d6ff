"""The three-way merge: cases read by hand, then properties on generated texts."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.socle import fusion_textes
from convive.socle.fusion_textes import (
    MARQUE_FIN,
    MARQUE_MIEN,
    MARQUE_SIEN,
    MARQUES,
    Conflit,
    Fusion,
    fuse_textes,
    has_marques,
)

# Few different lines, so that texts share, repeat and move them.
LIGNES = st.sampled_from(["", "a", "b", "c", "d", "é", "Les familles", "l’accueil  "])
TEXTES = st.lists(LIGNES, max_size=12).map("\n".join)
# Long texts whose lines are mostly different, where two people each change a few.
LONGS = st.lists(st.integers(0, 30).map(str), max_size=40).map("\n".join)


@pytest.mark.parametrize(
    ("base", "mien", "sien", "attendu"),
    [
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC"),
        ("a\nb\nc", "a\nb\nc\nd", "0\na\nb\nc", "0\na\nb\nc\nd"),
        ("a\nb\nc", "b\nc", "a\nb\nc\nd", "b\nc\nd"),
        ("a\nb\nc", "a\nx\nc", "a\nx\nc", "a\nx\nc"),
        ("a\nb\nc\nd\ne", "a\nx\nc\nd\nY", "a\nx\nc\nD\nd\ne", "a\nx\nc\nD\nd\nY"),
        ("a\n\nb\n\nc", "a\n\nB\n\nc", "a\n\nb\n\nc\n\nd", "a\n\nB\n\nc\n\nd"),
        ("a\r\nb\r\nc", "a\nb\nC", "A\rb\rc", "A\nb\nC"),
        ("", "", "", ""),
        ("a", "", "a", ""),
    ],
    ids=[
        "two-passages",
        "both-ends",
        "removal-and-addition",
        "same-change",
        "same-change-among-others",
        "blank-lines",
        "line-ends",
        "empty",
        "all-removed",
    ],
)
def test_changes_that_do_not_meet_are_all_taken(base: str, mien: str, sien: str, attendu: str) -> None:
    assert fuse_textes(base, mien, sien) == Fusion(attendu)
    assert fuse_textes(base, sien, mien) == Fusion(attendu)
    assert fuse_textes(base, mien, sien).is_complete


def test_two_changes_of_one_passage_stay_side_by_side() -> None:
    result = fuse_textes("a\nb\nc", "a\nmoi\nc", "a\nlui\nc")
    assert result.texte == f"a\n{MARQUE_MIEN}\nmoi\n{MARQUE_SIEN}\nlui\n{MARQUE_FIN}\nc"
    assert result.conflits == (Conflit(("b",), ("moi",), ("lui",), 1),)
    assert not result.is_complete


def test_change_of_a_passage_that_the_other_removed_is_kept() -> None:
    result = fuse_textes("a\nb\nc", "a\nc", "a\nlui\nc")
    assert result.conflits == (Conflit(("b",), (), ("lui",), 1),)
    assert result.texte == f"a\n{MARQUE_MIEN}\n{MARQUE_SIEN}\nlui\n{MARQUE_FIN}\nc"


def test_lines_common_to_both_changes_are_written_once() -> None:
    result = fuse_textes("a", "a\ntitre\nmoi\nfin", "a\ntitre\nlui\nfin")
    assert result.texte == f"a\ntitre\n{MARQUE_MIEN}\nmoi\n{MARQUE_SIEN}\nlui\n{MARQUE_FIN}\nfin"


def test_conflict_points_at_its_frame() -> None:
    result = fuse_textes("a\nb\nc\nd", "A\nb\nc\nD", "1\nb\nc\n4")
    lignes = result.texte.split("\n")
    assert [lignes[conflit.ligne] for conflit in result.conflits] == [MARQUE_MIEN] * 2


@pytest.mark.parametrize("marque", MARQUES)
def test_open_conflict_is_seen_in_a_text(marque: str) -> None:
    assert has_marques(f"a\r\n{marque}\r\nb")
    assert not has_marques(f"a {marque}")


def test_long_gap_of_repeated_lines_is_one_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    base, mien, sien = "a\nb\n" * 3, "b\na\n" * 3 + "x", "b\nb\n" * 3 + "y"
    monkeypatch.setattr(fusion_textes, "MAX_LIGNES_ENTRE_REPERES", 2)
    result = fuse_textes(base, mien, sien)
    assert len(result.conflits) == 1
    assert_nothing_is_lost(base, mien, sien)


def assert_nothing_is_lost(base: str, mien: str, sien: str) -> None:
    kept = Counter(fuse_textes(base, mien, sien).texte.split("\n"))
    before = Counter(base.split("\n"))
    for written in (mien, sien):
        missing = (Counter(written.split("\n")) - before) - kept
        assert not missing, f"perdu : {missing}"


@given(TEXTES, TEXTES, TEXTES)
def test_nothing_that_someone_wrote_is_lost(base: str, mien: str, sien: str) -> None:
    assert_nothing_is_lost(base, mien, sien)


@given(LONGS, LONGS, LONGS)
def test_nothing_is_lost_in_long_texts(base: str, mien: str, sien: str) -> None:
    assert_nothing_is_lost(base, mien, sien)


@given(TEXTES, TEXTES)
def test_one_change_alone_is_taken_as_it_is(base: str, texte: str) -> None:
    assert fuse_textes(base, texte, base) == Fusion(texte)
    assert fuse_textes(base, base, texte) == Fusion(texte)
    assert fuse_textes(base, texte, texte) == Fusion(texte)


@given(TEXTES, TEXTES, TEXTES)
def test_each_side_can_be_read_back_from_the_conflicts(base: str, mien: str, sien: str) -> None:
    """Settling every conflict for one side leaves a text without marks, and the other order settles alike."""
    forward, backward = fuse_textes(base, mien, sien), fuse_textes(base, sien, mien)
    assert [(c.base, c.mien, c.sien) for c in forward.conflits] == [(c.base, c.sien, c.mien) for c in backward.conflits]
    settled = settle(forward, "mien")
    assert settled == settle(backward, "sien")
    assert not has_marques(settled)
    if forward.is_complete:
        assert forward == backward


def settle(result: Fusion, side: str) -> str:
    lignes = result.texte.split("\n")
    for conflit in reversed(result.conflits):
        end = conflit.ligne + len(conflit.mien) + len(conflit.sien) + 3
        assert lignes[conflit.ligne : end] == [
            MARQUE_MIEN,
            *conflit.mien,
            MARQUE_SIEN,
            *conflit.sien,
            MARQUE_FIN,
        ]
        lignes[conflit.ligne : end] = getattr(conflit, side)
    return "\n".join(lignes)


@given(st.lists(st.integers(0, 9), min_size=3, max_size=30), st.data())
def test_distant_changes_never_conflict(numbers: list[int], data: st.DataObject) -> None:
    """Each paragraph is unique; one edits an even one and the other an odd one that is not its neighbour."""
    lignes = [f"{rang} {number}" for rang, number in enumerate(numbers)]
    mine = data.draw(st.integers(0, len(lignes) - 1))
    theirs = data.draw(st.sampled_from([r for r in range(len(lignes)) if abs(r - mine) > 1] or [mine]))
    mien, sien, attendu = list(lignes), list(lignes), list(lignes)
    mien[mine] = attendu[mine] = "moi"
    sien[theirs] = attendu[theirs] = "lui" if theirs != mine else "moi"
    sien[theirs] = attendu[theirs]
    assert fuse_textes("\n".join(lignes), "\n".join(mien), "\n".join(sien)) == Fusion("\n".join(attendu))
