"""What shows that a step is done, on either side of each threshold."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from convive.prise_poste.rules.preuves import FAITS, PREUVES, FaitsEspace, get_limite_verification, read_preuves

CAS = [
    ("lettre_objectifs", {"objectifs": 2}, False, "2 objectifs"),
    ("lettre_objectifs", {"objectifs": 3}, True, "3 objectifs sur 3"),
    ("ctg_complete", {}, False, "La CTG n’est pas encore saisie."),
    (
        "ctg_complete",
        {"ctgs": 1, "signataires": 3, "niveaux": 2},
        False,
        "3 signataires, 2 niveaux du plan, 0 instance",
    ),
    ("ctg_complete", {"ctgs": 1, "signataires": 1, "niveaux": 1, "instances": 1}, True, "1 niveau du plan, 1 instance"),
    ("echeances_notees", {"echeances": 2}, False, "2 échéances"),
    ("echeances_notees", {"echeances": 3}, True, "3 échéances"),
    ("postes_notes", {}, False, "Aucun poste"),
    ("postes_notes", {"postes": 2, "etp_ctg": Decimal("1.5")}, True, "2 postes notés, 1,50 équivalent"),
    ("auto_evaluation_depart", {}, False, "Aucune"),
    ("auto_evaluation_depart", {"evaluations": 1}, True, "1 auto-évaluation terminée"),
    ("entretiens_faits", {"acteurs_depuis": 15, "paroles_depuis": 4}, False, "4 paroles recueillies"),
    ("entretiens_faits", {"acteurs_depuis": 14, "paroles_depuis": 5}, False, "14 fiches d’acteurs relues"),
    ("entretiens_faits", {"acteurs_depuis": 15, "paroles_depuis": 5}, True, "depuis votre premier jour"),
    ("inventaire_verifie", {}, False, "encore vide"),
    ("inventaire_verifie", {"services": 52, "services_verifies": 46}, False, "46 lignes vérifiées"),
    ("inventaire_verifie", {"services": 52, "services_verifies": 47}, True, "sur 52 lignes"),
    ("inventaire_verifie", {"services": 1, "services_verifies": 1}, True, "1 ligne vérifiée"),
    ("liens_notes", {"liens": 4, "attentes": 5}, False, "4 liens notés"),
    ("liens_notes", {"liens": 5, "attentes": 1}, False, "1 organisation a exprimé ses attentes"),
    ("liens_notes", {"liens": 5, "attentes": 5}, True, "5 organisations ont exprimé les leurs"),
    ("actions_portees", {}, False, "Aucune action"),
    ("actions_portees", {"actions": 12, "sans_porteur": 2}, False, "12 actions actives, dont 2 sans porteur"),
    ("actions_portees", {"actions": 12}, True, "toutes avec un porteur"),
    ("constats_chiffres", {"chiffres_depuis": 14}, False, "14 chiffres datés"),
    ("constats_chiffres", {"chiffres_depuis": 15}, True, "il en faut 15"),
    ("autres_plans_notes", {"plans": 2}, False, "0 action reliée"),
    ("autres_plans_notes", {"plans": 1, "actions_reliees": 2}, True, "2 actions reliées"),
    ("indicateurs_avec_depart", {"indicateurs": 7}, False, "7 indicateurs"),
    ("indicateurs_avec_depart", {"indicateurs": 8}, True, "il en faut 8"),
    ("cotech_clos", {}, False, "Aucun COTECH"),
    ("cotech_clos", {"cotechs_clos": 1}, True, "1 COTECH clos"),
    ("lettre_veille", {}, False, "Aucune lettre de veille"),
    ("lettre_veille", {"lettres_veille": 2}, True, "2 lettres de veille écrites"),
    ("note_ecrite", {}, False, "Aucune note"),
    ("note_ecrite", {"notes_depuis": 1}, True, "1 note écrite"),
    ("copil_convoque", {}, False, "Aucun COPIL"),
    ("copil_convoque", {"copils_convoques": 2}, True, "2 COPIL convoqués"),
    ("decisions_prises", {}, False, "Aucune décision"),
    ("decisions_prises", {"decisions_depuis": 2}, True, "2 décisions"),
    ("bilan_cent_jours", {"seances_a_venir": 2, "evaluations": 1}, False, "1 auto-évaluation terminée (2 attendues)"),
    ("bilan_cent_jours", {"seances_a_venir": 2, "evaluations": 2}, True, "2 séances posées"),
]


@pytest.mark.parametrize(("cle", "faits", "faite", "phrase"), CAS, ids=[f"{c[0]}-{c[1]}" for c in CAS])
def test_a_check_says_what_counts_and_whether_it_is_done(cle, faits, faite, phrase):
    preuve = PREUVES[cle](FaitsEspace(**faits))
    assert preuve.is_faite is faite
    assert phrase in preuve.phrase.replace("\u00a0", " ")


def test_each_check_is_tried_both_ways():
    assert {(cle, faite) for cle, _, faite, _ in CAS} == {(cle, faite) for cle in PREUVES for faite in (True, False)}
    assert set(read_preuves(FaitsEspace())) == set(PREUVES)


def test_a_year_ago_exists_on_the_29th_of_february():
    assert get_limite_verification(date(2028, 2, 29)) == date(2027, 2, 28)
    assert get_limite_verification(date(2026, 11, 26)) == date(2025, 11, 26)


def test_a_check_reads_the_facts_that_it_names_and_no_other():
    for cle, check in PREUVES.items():
        for fait in FaitsEspace.__slots__:
            pleins = replace(FaitsEspace(), **dict.fromkeys(FAITS[cle], 100))
            if fait not in FAITS[cle]:
                assert check(replace(pleins, **{fait: 100})) == check(pleins), (cle, fait)
                assert check(replace(FaitsEspace(), **{fait: 100})) == check(FaitsEspace()), (cle, fait)
