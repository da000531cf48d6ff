"""Small counts stay hidden, whatever one subtracts."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from convive.diagnostic.rules.secret import compute_masques, is_somme_publiable

SEUIL = 5


def test_nothing_is_masked_without_a_small_count():
    assert compute_masques({"a": 0, "b": 5, "c": 12}, SEUIL) == frozenset()


def test_a_single_small_count_hides_the_next_smallest_too():
    assert compute_masques({"a": 2, "b": 40, "c": 9}, SEUIL) == {"a", "c"}


def test_masked_counts_that_add_up_to_too_little_hide_one_more():
    assert compute_masques({"a": 1, "b": 2, "c": 9, "d": 50}, SEUIL) == {"a", "b", "c"}


def test_zero_is_shown_and_protects_nobody():
    assert compute_masques({"a": 3, "b": 0, "c": 30}, SEUIL) == {"a", "c"}


def test_a_sum_under_the_threshold_is_hidden_and_a_null_one_is_shown():
    assert not is_somme_publiable(["a"], [], 4, SEUIL)
    assert is_somme_publiable(["a"], [], 0, SEUIL)
    assert is_somme_publiable(["a"], [], 5, SEUIL)


def test_a_bundle_that_cuts_a_masked_set_is_hidden():
    cadre = frozenset({"a", "c"})
    assert not is_somme_publiable(["a", "b"], [cadre], 42, SEUIL)
    assert is_somme_publiable(["a", "b", "c"], [cadre], 51, SEUIL)
    assert is_somme_publiable(["b"], [cadre], 40, SEUIL)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=3, max_size=6))
def test_no_system_of_published_sums_gives_back_a_masked_count(counts: list[int]):
    """Two worlds that differ only inside the masked set publish exactly the same figures: nothing can tell them apart."""
    effectifs = {f"c{index}": float(count) for index, count in enumerate(counts)}
    masked = sorted(compute_masques(effectifs, SEUIL))
    if len(masked) < 2 or sum(effectifs[code] for code in masked) < SEUIL:
        return
    first, second = masked[:2]
    other = dict(effectifs)
    other[first], other[second] = effectifs[second], effectifs[first]
    cadres = [frozenset(masked)]
    for size in range(1, len(effectifs) + 1):
        for bundle in combinations(effectifs, size):
            total = sum(effectifs[code] for code in bundle)
            if is_somme_publiable(bundle, cadres, total, SEUIL):
                assert sum(other[code] for code in bundle) == total
