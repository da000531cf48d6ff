from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from convive.finances.rules.repartition import ActionPartagee, Cle, Payeur, Recette
from convive.finances.rules.scenario import Hypotheses, compare, compute_resultat

CODES = ("a", "b", "c")
ACTION = ActionPartagee(
    "1.1",
    CODES,
    Cle.POPULATION,
    {"a": Decimal(100), "b": Decimal(100), "c": Decimal(200)},
    "habitants",
    (
        Recette(Payeur.CAF, Decimal(400)),
        Recette(Payeur.PORTEUSE, Decimal(200)),
        Recette(Payeur.COMMUNES, Decimal(30), "a"),
    ),
)


def lit_poids(cle, communes):
    return dict.fromkeys(communes, Decimal(1)), "part", ""


def compute(hypotheses: Hypotheses, *actions: ActionPartagee):
    return compute_resultat(actions or (ACTION,), hypotheses, CODES, lit_poids)


AUJOURD_HUI = Hypotheses("Aujourd’hui")


def test_nothing_changes_without_a_hypothesis():
    resultat = compute(AUJOURD_HUI)
    assert {code: (lue.paye, lue.caf) for code, lue in resultat.communes.items()} == {
        "a": (80, 100),
        "b": (50, 100),
        "c": (100, 200),
    }
    assert (resultat.a_trouver, resultat.inconnues) == (0, 0)


def test_a_commune_that_leaves_is_shared_among_the_others():
    resultat = compute(Hypotheses("Sans a", depart="a"))
    assert resultat.communes["a"].is_partie
    assert (resultat.communes["a"].paye, resultat.communes["a"].caf) == (0, None)
    # 200 among b and c, by their inhabitants.
    assert resultat.communes["b"].paye == Decimal("66.67")
    assert resultat.communes["c"].paye == Decimal("133.33")
    # What the Caf would pay is written nowhere.
    assert resultat.communes["b"].caf is None
    # What it paid itself is to be found.
    assert resultat.a_trouver == 30


def test_an_action_for_the_one_that_leaves_stops_with_it():
    seule = replace(ACTION, communes=("a",), poids={"a": Decimal(100)})
    resultat = compute(Hypotheses("Sans a", depart="a"), seule)
    assert resultat.communes["b"].paye == 0
    assert resultat.inconnues == 0


def test_a_caf_that_pays_less_leaves_something_to_find():
    resultat = compute(Hypotheses("Moins", caf_pourcent=-25))
    assert resultat.a_trouver == 100
    assert resultat.communes["c"].caf == 150
    assert resultat.communes["c"].paye == 100
    assert compute(Hypotheses("Plus", caf_pourcent=10)).en_plus == 40


def test_another_key_shares_the_same_money():
    resultat = compute(Hypotheses("Parts égales", cle=Cle.EGALES))
    assert [resultat.communes[code].caf for code in CODES] == [Decimal("133.34"), Decimal("133.33"), Decimal("133.33")]
    assert resultat.a_trouver == 0


def test_a_key_that_is_not_known_says_so():
    resultat = compute_resultat((ACTION,), Hypotheses("?", cle=Cle.ENFANTS_0_2), CODES, lambda *_: ({}, "", "inconnu"))
    assert resultat.inconnues == 1
    assert resultat.communes["b"].paye is None
    ecarts = compare(compute(AUJOURD_HUI), resultat, {"a": "A", "b": "B"})
    assert [(ecart.nom, ecart.ecart) for ecart in ecarts] == [("A", None), ("B", None)]


POIDS = st.fixed_dictionaries({code: st.integers(min_value=1, max_value=10**6).map(Decimal) for code in CODES})
MONTANTS = st.decimals(min_value=0, max_value=10**7, places=2)


@given(POIDS, MONTANTS, MONTANTS, st.sampled_from(["", *CODES]), st.integers(min_value=-100, max_value=100))
def test_what_is_paid_and_what_is_to_be_found_make_the_whole(poids, caf, porteuse, depart, pourcent):
    action = replace(
        ACTION, poids=poids, recettes=(Recette(Payeur.CAF, caf), Recette(Payeur.PORTEUSE, porteuse), ACTION.recettes[2])
    )
    avant, apres = compute(AUJOURD_HUI, action), compute(Hypotheses("x", depart, pourcent), action)
    paye = sum(lue.paye for lue in apres.communes.values())
    assert paye == porteuse + (0 if depart == "a" else 30)
    assert sum(ecart.ecart for ecart in compare(avant, apres, dict.fromkeys(CODES, ""))) == paye - porteuse - 30
    if not depart:
        assert sum(lue.caf for lue in apres.communes.values()) == caf - apres.a_trouver
