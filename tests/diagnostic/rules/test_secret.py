"""Small counts stay hidden, whatever one subtracts."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from convive.diagnostic.rules.secret import Masques, compute_masques, is_somme_publiable

SEUIL = 5


def test_nothing_is_masked_without_a_small_count():
    assert compute_masques({"a": 0, "b": 5, "c": 12}, SEUIL) == Masques()


def test_a_single_small_count_hides_the_next_smallest_too():
    assert compute_masques({"a": 2, "b": 40, "c": 9}, SEUIL).codes == {"a", "c"}


def test_masked_counts_that_add_up_to_too_little_hide_one_more():
    assert compute_masques({"a": 1, "b": 2, "c": 9, "d": 50}, SEUIL).codes == {"a", "b", "c"}


def test_zero_is_shown_and_protects_nobody():
    assert compute_masques({"a": 3, "b": 0, "c": 30}, SEUIL).codes == {"a", "c"}


def test_a_sum_under_the_threshold_is_hidden_and_a_null_one_is_shown():
    assert not is_somme_publiable(["a"], [], 4, SEUIL)
    assert is_somme_publiable(["a"], [], 0, SEUIL)
    assert is_somme_publiable(["a"], [], 5, SEUIL)


def test_a_bundle_that_cuts_a_masked_set_is_hidden():
    cadre = Masques(frozenset({"a", "c"}))
    assert not is_somme_publiable(["a", "b"], [cadre], 42, SEUIL)
    assert is_somme_publiable(["a", "b", "c"], [cadre], 51, SEUIL)
    assert is_somme_publiable(["b"], [cadre], 40, SEUIL)


def test_a_set_that_cannot_grow_is_in_no_published_sum():
    masques = compute_masques({"a": 3, "b": 0}, SEUIL)
    assert masques == Masques(frozenset({"a"}), is_bloc=False)
    # Beside a commune of another frame that is shown, the sum would give « a » back.
    assert not is_somme_publiable(["a", "z"], [masques, Masques()], 43, SEUIL)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=4),
    st.lists(st.integers(0, 40), min_size=1, max_size=3),
)
def test_no_system_of_published_sums_gives_back_a_small_count(first: list[int], second: list[int]):
    """Two worlds that differ only inside the masked sets publish the same figures: nothing can tell them apart."""
    frames = [{f"a{i}": float(n) for i, n in enumerate(first)}, {f"b{i}": float(n) for i, n in enumerate(second)}]
    effectifs = frames[0] | frames[1]
    cadres = [compute_masques(frame, SEUIL) for frame in frames]
    bundles = [b for size in range(1, len(effectifs) + 1) for b in combinations(effectifs, size)]
    published = [b for b in bundles if is_somme_publiable(b, cadres, sum(effectifs[c] for c in b), SEUIL)]
    for cadre in cadres:
        for code in cadre.codes:
            other = dict(effectifs)
            if cadre.is_bloc:
                # Move one person inside the block: its total is the same.
                neighbour = next(c for c in sorted(cadre.codes) if c != code)
                other[code], other[neighbour] = effectifs[code] + 1, effectifs[neighbour] - 1
            else:
                other[code] = effectifs[code] + 1
            assert all(sum(other[c] for c in b) == sum(effectifs[c] for c in b) for b in published)
