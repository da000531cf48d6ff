from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.finances.rules.repartition import (
    ActionPartagee,
    Cle,
    CleVide,
    Payeur,
    Recette,
    add_sommes,
    find_payeur,
    share,
    share_actions,
    sum_parts,
)

MONTANTS = st.decimals(min_value=0, max_value=10**8, places=2)
POIDS = st.dictionaries(
    st.text("0123456789", min_size=5, max_size=5), st.decimals(min_value=0, max_value=10**5, places=2), min_size=1
)


def share_naif(montant: Decimal, poids: dict[str, Decimal]) -> dict[str, Decimal]:
    """The same in whole cents and fractions, one cent after another to whoever lacks most."""
    cents, total = int(montant * 100), sum(Fraction(poids_commune) for poids_commune in poids.values())
    dus = {code: Fraction(cents) * Fraction(poids_commune) / total for code, poids_commune in poids.items()}
    recus = {code: int(du) for code, du in dus.items()}
    while sum(recus.values()) < cents:
        plus_lese = min(poids, key=lambda code: (recus[code] - dus[code], code))
        recus[plus_lese] += 1
    return {code: Decimal(recu) / 100 for code, recu in recus.items()}


@given(MONTANTS, POIDS)
def test_no_cent_is_lost_and_an_independent_computation_gives_the_same(montant, poids):
    if not sum(poids.values()):
        with pytest.raises(CleVide):
            share(montant, poids)
        return
    parts = share(montant, poids)
    assert sum(parts.values()) == montant
    assert parts.keys() == poids.keys()
    assert all(parts[code] >= 0 for code in parts)
    assert all(parts[code] <= Decimal("0.01") for code in parts if not poids[code])
    assert parts == share_naif(montant, poids)


def test_cents_that_are_left_go_to_the_largest_remainders_then_by_code():
    assert share(Decimal("0.05"), {"b": Decimal(1), "a": Decimal(1)}) == {"b": Decimal("0.02"), "a": Decimal("0.03")}
    tiers = share(Decimal(100), {"a": Decimal(1), "b": Decimal(1), "c": Decimal(1)})
    assert sorted(tiers.values()) == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]


@pytest.mark.parametrize(("montant", "poids"), [(-1, 1), (1, -1)])
def test_what_is_negative_is_refused(montant, poids):
    with pytest.raises(ValueError, match="jamais négatifs"):
        share(Decimal(montant), {"a": Decimal(poids)})


@pytest.mark.parametrize(
    ("nature", "payeur"),
    [
        ("communes", Payeur.COMMUNES),
        ("collectivite_porteuse", Payeur.PORTEUSE),
        ("caf_bonus", Payeur.CAF),
        ("caf_fonds_locaux", Payeur.CAF),
        ("msa", Payeur.AUTRES),
        ("", Payeur.AUTRES),
    ],
)
def test_who_pays_is_read_in_the_nature(nature, payeur):
    assert find_payeur(nature) is payeur


ACTION = ActionPartagee(
    "1.1",
    ("a", "b"),
    Cle.POPULATION,
    {"a": Decimal(300), "b": Decimal(100)},
    "habitants",
    (Recette(Payeur.CAF, Decimal(1000)), Recette(Payeur.COMMUNES, Decimal(80), "b")),
)


def test_what_a_commune_pays_is_its_own_and_the_rest_is_shared():
    parts = {code: held[0] for code, held in share_actions([ACTION]).items()}
    assert (parts["a"].caf, parts["b"].caf) == (750, 250)
    assert (parts["a"].commune, parts["b"].commune) == (0, 80)
    assert (parts["a"].poids, parts["a"].poids_total) == (300, 400)


def test_a_commune_outside_the_action_keeps_what_it_pays():
    action = replace(ACTION, recettes=(Recette(Payeur.COMMUNES, Decimal(50), "c"),))
    parts = share_actions([action])
    assert parts["c"][0].commune == 50
    assert sum(part.total for held in parts.values() for part in held) == 50


@pytest.mark.parametrize(
    "action",
    [
        replace(ACTION, poids={"a": Decimal(0), "b": Decimal(0)}),
        replace(ACTION, poids={}, raison="le chiffre manque pour B"),
    ],
)
def test_without_a_key_the_part_is_unknown_and_never_zero(action):
    parts = {code: held[0] for code, held in share_actions([action]).items()}
    assert all(part.raison for part in parts.values())
    # What it pays itself is known all the same.
    assert parts["b"].commune == 80
    sommes = sum_parts(parts.values())
    assert (sommes.caf, sommes.inconnues) == (0, 2)


def test_an_action_that_needs_no_key_is_known_without_one():
    action = replace(ACTION, poids={}, raison="", recettes=(Recette(Payeur.COMMUNES, Decimal(80), "b"),))
    assert not any(part.raison for held in share_actions([action]).values() for part in held)


@given(st.lists(st.tuples(st.sampled_from(Payeur), MONTANTS, st.sampled_from(["", "a", "c"])), max_size=8), POIDS)
def test_all_communes_together_make_the_whole(recettes, poids):
    lues = tuple(Recette(payeur, montant, commune) for payeur, montant, commune in recettes)
    action = replace(ACTION, communes=tuple(poids), poids=poids, recettes=lues)
    parts = share_actions([action])
    if any(part.raison for held in parts.values() for part in held):
        assert not sum(poids.values())
        return
    assert sum((part.total for held in parts.values() for part in held), Decimal(0)) == sum(
        (recette.montant for recette in lues), Decimal(0)
    )


def test_what_is_paid_for_each_is_unknown_without_their_number():
    sommes = sum_parts(share_actions([ACTION])["b"])
    assert sommes.per(None) is None
    assert sommes.per(Decimal(0)) is None
    assert sommes.per(Decimal(3)) == Decimal("26.67")
    assert sommes.pour_un_euro == Decimal("3.12")
    assert sum_parts([]).pour_un_euro is None
    assert add_sommes([sommes, sommes], 1).commune == 160
