from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convive.finances.rules.financement import (
    Etat,
    LigneArgent,
    Section,
    choose_annee,
    cut_groupes,
    explain_financement,
    explain_oublis,
    group_sommes,
    list_manques,
    list_oublis,
    split_sections,
    sum_lignes,
)
from convive.plan_action.rules.plan import SensBudget

CHARGE = LigneArgent(
    "1.1", "Axe 1", "Personnel", 2026, SensBudget.CHARGE, "personnel", Decimal(1000), None, Etat.ESPERE
)
PRODUIT = replace(CHARGE, qui="La Caf", sens=SensBudget.PRODUIT, nature="caf_ps", prevu=Decimal(600))


def test_sums_tell_what_is_signed_asked_hoped_for_and_missing():
    sommes = sum_lignes(
        [
            CHARGE,
            replace(PRODUIT, prevu=Decimal(400), etat=Etat.CONFIRME, realise=Decimal(150)),
            replace(PRODUIT, prevu=Decimal(200), etat=Etat.DEMANDE),
            replace(PRODUIT, prevu=Decimal(100)),
        ]
    )
    assert (sommes.confirme, sommes.demande, sommes.espere) == (400, 200, 100)
    assert (sommes.a_trouver, sommes.a_confirmer, sommes.recu) == (300, 300, 150)
    assert (sommes.part_confirmee, sommes.part_recue) == (40, 15)


@pytest.mark.parametrize(
    ("recettes", "a_trouver", "en_trop"),
    [("999", 0, 0), ("998.99", Decimal("1.01"), 0), ("1001", 0, 0), ("1002", 0, 2)],
)
def test_charges_and_produits_are_equal_within_a_euro(recettes, a_trouver, en_trop):
    sommes = sum_lignes([CHARGE, replace(PRODUIT, prevu=Decimal(recettes))])
    assert (sommes.a_trouver, sommes.en_trop) == (a_trouver, en_trop)


def test_what_nobody_received_is_not_zero():
    assert sum_lignes([CHARGE, PRODUIT]).recu is None
    assert sum_lignes([CHARGE, replace(PRODUIT, realise=Decimal(0))]).recu == 0


def test_an_income_follows_the_expenses_of_its_action():
    travaux = replace(CHARGE, nature="investissement")
    sections = {row.qui: row.section for row in split_sections([travaux, PRODUIT])}
    assert sections == {"Personnel": Section.INVESTISSEMENT, "La Caf": Section.INVESTISSEMENT}
    ailleurs = replace(PRODUIT, annee=2027)
    assert split_sections([travaux, ailleurs])[1].section is Section.FONCTIONNEMENT
    benevoles = replace(CHARGE, nature="valorisation")
    assert split_sections([benevoles, PRODUIT])[0].section is Section.VALORISATION
    assert split_sections([benevoles, PRODUIT])[1].section is Section.FONCTIONNEMENT


def test_an_income_of_an_action_of_both_kinds_is_shared_as_its_expenses():
    travaux = replace(CHARGE, nature="investissement", prevu=Decimal(3000))
    parts = split_sections([CHARGE, travaux, replace(PRODUIT, prevu=Decimal(4000), realise=Decimal("10.01"))])[2:]
    assert [(row.section, row.prevu, row.realise) for row in parts] == [
        (Section.INVESTISSEMENT, Decimal(3000), Decimal("7.51")),
        (Section.FONCTIONNEMENT, Decimal(1000), Decimal("2.50")),
    ]


MONTANTS = st.decimals(min_value=0, max_value=10**7, places=2)


@given(st.lists(st.tuples(st.sampled_from(["personnel", "investissement", "valorisation", ""]), MONTANTS)), MONTANTS)
def test_no_cent_is_lost_between_sections(charges, recette):
    lignes = [replace(CHARGE, nature=nature, prevu=montant) for nature, montant in charges]
    lignes.append(replace(PRODUIT, prevu=recette))
    parts = split_sections(lignes)
    for sens in SensBudget:
        assert sum(row.prevu for row in parts if row.sens is sens) == sum(
            row.prevu for row in lignes if row.sens is sens
        )
    assert all(row.prevu >= 0 for row in parts)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), MONTANTS)))
def test_groups_add_up_to_the_whole(lignes):
    rows = [replace(PRODUIT, action=action, qui=qui, prevu=montant) for action, qui, montant in lignes]
    groupes = group_sommes(rows, lambda row: row.qui)
    assert sum((sommes.produits for _, sommes in groupes), Decimal(0)) == sum_lignes(rows).produits
    montres, reste = cut_groupes(groupes, 1)
    montre = sum((sommes.produits for _, sommes in montres), Decimal(0))
    assert montre + (reste.produits if reste else 0) == sum_lignes(rows).produits


def test_gaps_come_the_largest_first_and_say_who_is_asked():
    lignes = [
        CHARGE,
        replace(PRODUIT, prevu=Decimal(900), etat=Etat.DEMANDE),
        replace(CHARGE, action="2.1", prevu=Decimal(5000)),
        replace(CHARGE, action="3.1"),
        replace(PRODUIT, action="3.1", prevu=Decimal(1000), etat=Etat.CONFIRME),
    ]
    manques = list_manques(lignes)
    assert [(manque.action, manque.montant) for manque in manques] == [("2.1", 5000), ("1.1", 1000)]
    assert manques[1].demandes == (("La Caf", Decimal(900), Etat.DEMANDE),)
    assert manques[1].sommes.a_trouver == 100


def test_what_no_sum_counts_is_said():
    lignes = [
        replace(CHARGE, prevu=None),
        replace(CHARGE, annee=None),
        replace(CHARGE, action="2.1", prevu=Decimal(10)),
        replace(PRODUIT, action="2.1", prevu=Decimal(50)),
    ]
    oublis = list_oublis(lignes, 2026)
    assert (oublis.sans_montant, oublis.sans_annee, oublis.en_trop) == (1, 1, (("2.1", Decimal(40)),))
    assert len(explain_oublis(oublis)) == 2
    assert explain_oublis(list_oublis([CHARGE, PRODUIT], 2026)) == []


@pytest.mark.parametrize(
    ("annees", "attendue"),
    [([2024, 2026], 2026), ([2024, 2028], 2028), ([2020], 2020), ([], 2026), ([2025, 2029], 2025)],
)
def test_a_page_opens_on_the_nearest_year_with_money(annees, attendue):
    assert choose_annee(annees, 2026) == attendue


def test_a_year_is_told_in_two_sentences():
    rien = sum_lignes([])
    manque = sum_lignes([CHARGE, replace(PRODUIT, etat=Etat.CONFIRME), replace(PRODUIT, prevu=Decimal(100))])
    phrase = explain_financement(2026, manque, rien).replace("\u00a0", " ").replace("\u202f", " ")
    assert phrase == "1 000 € de fonctionnement en 2026, 60 % confirmés. Il reste 300 € à trouver et 100 € à confirmer."
    complet = sum_lignes([CHARGE, replace(PRODUIT, prevu=Decimal(1000), etat=Etat.CONFIRME)])
    assert explain_financement(2026, complet, complet).endswith("Tout est confirmé.")
    assert explain_financement(2026, rien, rien) == "Aucun montant n’est écrit pour 2026."
