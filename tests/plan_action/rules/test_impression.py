"""What a printed sheet is, what a printed plan leaves out, what is asked of its document, what its money adds up to."""

from decimal import Decimal
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.documents.rules.blocs import Tableau
from convive.plan_action.rules.bilan import (
    ActionBilan,
    count_axes,
    count_meteos,
    count_terminees,
    explain_etat,
    list_retenues,
)
from convive.plan_action.rules.budget import Montant
from convive.plan_action.rules.budget_plan import (
    LignePlan,
    build_tableau,
    is_confirmee,
    is_depense,
    is_esperee,
    sum_moyens,
)
from convive.plan_action.rules.emport import MAX_MOTIF_EMPORT, ChoixPlan, parse_choix_plan
from convive.plan_action.rules.impression import FicheImprimee, Partie, explain_exclusions, is_imprimable
from convive.plan_action.rules.plan import NiveauMeteo, Regard
from convive.plan_action.rules.statuts import Statut
from convive.socle.texte import Bloc, NatureBloc

UUID_CTG = UUID(int=7)


@given(st.booleans(), st.text(alphabet=st.characters(exclude_categories=["C"]), max_size=MAX_MOTIF_EMPORT))
def test_a_choice_is_read_as_it_was_written(with_fiches: bool, motif: str) -> None:
    choix = ChoixPlan(UUID_CTG, with_fiches, motif.strip())
    assert parse_choix_plan(choix.encode()) == choix


@pytest.mark.parametrize("texte", ["", "x/fiches/", f"{UUID_CTG}", f"{UUID_CTG}/tout/", "//"])
def test_what_is_no_choice_is_refused(texte: str) -> None:
    assert parse_choix_plan(texte) is None


@pytest.mark.parametrize(
    ("is_interne", "completude", "attendu"), [(False, 100, True), (False, 99, False), (True, 100, False)]
)
def test_a_plan_takes_what_is_shared_and_complete(is_interne: bool, completude: int, attendu: bool) -> None:
    assert is_imprimable(is_interne=is_interne, completude=completude) is attendu


def test_exclusions_are_counted_and_never_named() -> None:
    assert explain_exclusions(0) == ""
    assert explain_exclusions(1).startswith("Une action n’y figure pas")
    assert explain_exclusions(3).startswith("3 actions n’y figurent pas")


@pytest.mark.parametrize("niveau", [1, 2, 3])
def test_headings_of_a_sheet_never_skip_a_level(niveau: int) -> None:
    blocs = (Bloc(NatureBloc.TITRE, ("A",)), Bloc(NatureBloc.SOUS_TITRE, ("B",)), Bloc(NatureBloc.PARAGRAPHE, ("C",)))
    placee = FicheImprimee("Titre", "Axe", (Partie("Description", blocs),)).place(niveau)
    [(_, places)] = placee.parties
    levels = [niveau, placee.niveau_partie, *(p.niveau for p in places if p.element.nature != NatureBloc.PARAGRAPHE)]
    assert max(levels) <= 4
    assert all(after - before <= 1 for before, after in pairwise(levels))


montants = st.decimals(min_value=0, max_value=Decimal("999999.99"), places=2)
lignes = st.lists(
    st.builds(
        LignePlan,
        st.sampled_from(["Axe 1", "Axe 2"]),
        st.sampled_from(["Caf", "MSA", "Mairie"]),
        st.builds(
            Montant,
            st.sampled_from([2025, 2026, None]),
            st.sampled_from(["charge", "produit"]),
            st.none() | montants,
            st.none(),
            st.booleans(),
        ),
    ),
    max_size=30,
)


@given(lignes)
def test_every_total_is_the_sum_of_what_is_shown(rows: list[LignePlan]) -> None:
    for condition in (is_depense, is_confirmee, is_esperee):
        table = build_tableau(rows, condition)
        kept = [row.montant.prevu for row in rows if condition(row) and row.montant.prevu is not None]
        if table is None:
            assert kept == []
            continue
        assert table.total[-1] == sum(kept)
        assert sum(table.total[:-1]) == table.total[-1]
        for _, amounts in table.lignes:
            assert sum(amounts[:-1]) == amounts[-1]
        for rang, total in enumerate(table.total):
            assert sum(amounts[rang] for _, amounts in table.lignes) == total
    # What is confirmed is never counted as hoped for.
    assert all(not (is_confirmee(row) and is_esperee(row)) for row in rows)


def test_means_of_an_organisation_keep_the_signed_apart() -> None:
    rows = [
        LignePlan("Axe", "Caf", Montant(2026, "produit", Decimal(10), None, confirme=True)),
        LignePlan("Axe", "Caf", Montant(2027, "produit", Decimal(5), None, confirme=False)),
        LignePlan("Axe", "Personnel", Montant(2026, "charge", Decimal(15), None, confirme=False)),
    ]
    assert sum_moyens(rows) == {"Caf": (Decimal(10), Decimal(5))}


def build_action(statut: Statut, axe: str = "Axe 1", **champs: object) -> ActionBilan:
    return ActionBilan("Action", axe, statut, bool(champs.get("retard")), tuple(champs.get("meteos", ())))  # type: ignore[arg-type]  # a test


def test_bilan_counts_each_action_once() -> None:
    actions = [build_action(statut) for statut in Statut]
    [_, ensemble] = count_axes(actions)
    assert ensemble == ("Ensemble du plan", "9", "2", "1", "2", "4")
    assert int(ensemble[1]) == sum(map(int, ensemble[2:]))
    phrases = explain_etat([*actions, build_action(Statut.EN_COURS, retard=True)])
    # The ninth is abandoned and the tenth to prepare: said apart, by the one sentence that counts a plan.
    assert phrases[0].replace("\u00a0", " ") == (
        "8 actions, dont 1 en retard et 1 bloquée ; en plus, 1 à préparer et 1 abandonnée."
    )
    decidees = [row for row in actions if row.statut not in (Statut.A_PREPARER, Statut.ABANDONNEE)]
    dit = explain_etat(decidees, "en plus, 1 à préparer")[0].replace("\u00a0", " ")
    assert dit == "7 actions, dont 1 bloquée ; en plus, 1 à préparer."
    assert [row.statut for row in list_retenues(actions)] == [row for row in Statut if row != Statut.ABANDONNEE]


def test_finished_actions_are_counted_over_all_those_of_their_element() -> None:
    statuts = (Statut.EN_COURS, Statut.REALISEE, Statut.PERENNISEE, Statut.ABANDONNEE)
    actions = [*(build_action(statut) for statut in statuts), build_action(Statut.VALIDEE, axe="Axe 2")]
    assert count_terminees(actions) == [("Axe 1", 2, 4), ("Axe 2", 0, 1)]


def test_meteo_is_that_of_the_actions_that_go_on() -> None:
    meteos = ((Regard.PILOTE, NiveauMeteo.COMPROMIS),)
    rows = count_meteos([build_action(Statut.EN_COURS, meteos=meteos), build_action(Statut.ABANDONNEE, meteos=meteos)])
    assert rows[-1] == ("Objectifs compromis", "1", "0", "0")


def test_columns_of_numbers_are_part_of_a_table() -> None:
    assert Tableau("T", ("A", "B"), (("x", "1"),), (1,)).nombres == (1,)
