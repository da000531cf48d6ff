"""Small counts stay hidden, whatever one subtracts."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from convive.diagnostic.rules.secret import Masques, compute_masques, get_cle_cadre, is_somme_publiable
from convive.diagnostic.selectors.catalogue import get_catalogue, get_coeur
from convive.donnees.secret import SENSIBLES, SEUIL_EFFECTIF

SEUIL = 5


def test_nothing_is_masked_without_a_small_count():
    assert compute_masques({"a": 0, "b": 5, "c": 12}, SEUIL) == Masques()


def test_every_count_under_the_threshold_is_masked():
    for effectif in range(1, SEUIL):
        assert "a" in compute_masques({"a": effectif, "b": 40}, SEUIL).codes, effectif
    assert compute_masques({"a": SEUIL, "b": 40}, SEUIL) == Masques()


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


def test_the_totals_of_the_build_know_the_sensitive_counts_and_the_threshold():
    indicateurs = [*get_catalogue().indicateurs, *(fiche.indicateur for fiche in get_coeur().fiches)]
    sensibles = {nom for i in indicateurs if i.sensible for nom in (*i.grandeurs, *i.numerateur)}
    assert sensibles == set(SENSIBLES)
    seuils = {p.valeur for p in get_catalogue().parametres if p.identifiant == "seuil_effectif_diffuse"}
    assert seuils == {SEUIL_EFFECTIF}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("EF"), st.sampled_from(["01", "02"]), st.integers(0, 12)), max_size=7))
def test_no_total_gives_back_a_small_count_of_an_epci_that_straddles(communes: list[tuple[str, str, int]]):
    """Two EPCI over two départements: what is published is the same in two worlds that differ by one masked person."""
    codes = {f"{departement}{rang:03d}": (epci, float(n)) for rang, (epci, departement, n) in enumerate(communes)}
    effectifs = {code: n for code, (_, n) in codes.items()}
    frames: dict[str, dict[str, float]] = {}
    for code, (epci, n) in codes.items():
        frames.setdefault(get_cle_cadre(epci, code), {})[code] = n
    cadres = [compute_masques(frame, SEUIL) for frame in frames.values()]
    hors_total = {code for cadre in cadres if not cadre.is_bloc for code in cadre.codes}
    sommes = [[code for code, (epci, _) in codes.items() if epci == nom] for nom in "EF"]
    sommes = [somme for somme in sommes if is_somme_publiable(somme, cadres, sum(effectifs[c] for c in somme), SEUIL)]
    # The totals of the build: of each département, and of all.
    sommes += [[c for c in codes if c.startswith(d) and c not in hors_total] for d in ("01", "02", "0")]
    sommes += [[c] for c in codes if not any(c in cadre.codes for cadre in cadres)]
    for cadre in cadres:
        for code in cadre.codes:
            other = dict(effectifs)
            other[code] += 1
            if cadre.is_bloc:
                other[next(c for c in sorted(cadre.codes) if c != code)] -= 1
            assert all(sum(other[c] for c in s) == sum(effectifs[c] for c in s) for s in sommes)
