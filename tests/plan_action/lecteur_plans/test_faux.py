"""What is not true never enters: dates of nothing, shares and years read as euros, totals, words that are only near."""

from datetime import date

import pytest

from convive.plan_action.lecteur_plans.valeurs.listes import parse_noms, parse_publics
from convive.plan_action.lecteur_plans.valeurs.statuts import parse_statut
from convive.plan_action.lecteur_plans.valeurs.textes import list_coches
from tests.plan_action.lecteur_plans.fabrique import (
    build_ligne_ods,
    build_ods,
    build_xlsx,
    get_actions,
    get_codes,
    lire,
)

TITRES = ["Action", "Pilote", "Statut", "Début", "Fin"]
VIDE = {"debut": None, "fin": None, "texte": None}


@pytest.mark.parametrize("zero", [date(1900, 1, 1), 0, "00/01/1900", "30/12/1899", "0000-00-00", "1900-01-00"])
def test_date_of_an_empty_cell_is_no_date(zero):
    plan = lire(build_xlsx({"Plan": [TITRES, ["Ouvrir", "Anne Bo", "Fait", zero, zero]]}), "plan.xlsx")
    assert get_actions(plan, "calendrier") == [VIDE]
    assert get_codes(plan) == ["date_zero", "date_zero"]
    assert plan["warnings"][0]["lieu"] == {"feuille": "Plan", "ligne": 2, "titre": "Ouvrir", "colonne": "Début"}


def test_date_of_an_empty_cell_in_libreoffice_and_in_csv():
    zero = '<table:table-cell office:value-type="date" office:date-value="1899-12-30"><text:p>30/12/99</text:p></table:table-cell>'
    lignes = build_ligne_ods(*TITRES) + build_ligne_ods("Ouvrir", "Anne Bo", "Fait", zero, zero)
    plan = lire(build_ods(f'<table:table table:name="P">{lignes}</table:table>'), "plan.ods")
    assert (get_actions(plan, "calendrier"), set(get_codes(plan))) == ([VIDE], {"date_zero"})
    plan = lire("Action;Pilote;Statut;Début;Fin\nOuvrir;Anne Bo;Fait;30/12/1899;01/01/1900\n".encode(), "plan.csv")
    assert (get_actions(plan, "calendrier"), set(get_codes(plan))) == ([VIDE], {"date_zero"})


@pytest.mark.parametrize("fausse", ["31/02/2026", "31/04/2026", "2026-02-30", "31 avril 2026"])
def test_day_that_no_calendar_holds_is_said_and_its_words_kept(fausse):
    plan = lire(build_xlsx({"Plan": [TITRES, ["Ouvrir", "Anne Bo", "Fait", None, fausse]]}), "plan.xlsx")
    assert get_actions(plan, "calendrier") == [{**VIDE, "texte": fausse}]
    assert get_codes(plan) == ["date_impossible"]


def test_share_and_year_are_no_amounts():
    titres = ["Action", "Pilote", "Statut", "Budget", "Part Caf"]
    contenu = build_xlsx(
        {
            "Plan": [
                titres,
                ["Ouvrir", "Anne Bo", "Fait", 2026, 0.5],
                ["Animer", "Luc Da", "Fait", "2026", "50 %"],
                ["Fermer", "Luc Da", "Fait", 2000, 0.5],
            ]
        },
        apres=lambda livre: setattr(livre.active["E2"], "number_format", "0%"),
    )
    plan = lire(contenu, "plan.xlsx")
    assert [[m["montant"] for m in a["budget"]] for a in plan["actions"]] == [[], [], [2000.0]]
    assert get_codes(plan) == ["montant_illisible"] * 5


def test_total_of_a_row_is_checked_and_not_one_amount_more():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Action", "Pilote", "Statut", "Budget", None, None],
                [None, None, None, 2025, 2026, "Total"],
                ["Ouvrir", "Anne Bo", "Fait", 100, 200, 300],
                ["Animer", "Anne Bo", "Fait", 100, 200, 350],
                ["Fermer", "Anne Bo", "Fait", None, None, 350],
            ]
        },
        {"Plan": ["D1:F1", "A1:A2", "B1:B2", "C1:C2"]},
    )
    plan = lire(contenu, "plan.xlsx")
    assert [[(m["annee"], m["montant"]) for m in a["budget"]] for a in plan["actions"]] == [
        [(2025, 100.0), (2026, 200.0)],
        [(2025, 100.0), (2026, 200.0)],
        # Nothing else says what it costs.
        [(None, 350.0)],
    ]
    assert [(w["code"], w["lieu"]["ligne"]) for w in plan["warnings"]] == [("somme_incoherente", 4)]


def test_total_of_funders_and_what_is_not_paid():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Action", "Pilote", "Statut", "Coût total", "Part Caf", "Part CC", "Total"],
                ["Ouvrir", "Anne Bo", "Fait", 300, 100, 200, 300],
                ["Animer", "Anne Bo", "Fait", 500, 100, 200, 300],
            ]
        }
    )
    plan = lire(contenu, "plan.xlsx")
    assert [[(m["sens"], m["montant"]) for m in a["budget"]] for a in plan["actions"]] == [
        [("charge", 300.0), ("produit", 100.0), ("produit", 200.0)],
        [("charge", 500.0), ("produit", 100.0), ("produit", 200.0)],
    ]
    assert [(w["code"], w["lieu"]["ligne"]) for w in plan["warnings"]] == [("somme_incoherente", 3)]


def test_footer_is_no_action_and_each_line_of_it_is_said():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Action", "Pilote", "Statut", "Avancement %", "Budget"],
                ["Ouvrir", "Anne Bo", "Fait", 100, 100],
                ["Animer", "Anne Bo", "Fait", 100, 100],
                ["nb actions faites", None, 2],
                ["% d’actions OK", None, "100 %"],
                ["Moyenne", None, None, 100],
                ["Avancement moyen", None, None, 100],
                ["Total général", None, None, None, 200],
                [],
                ["Mis à jour par Anne Bo"],
            ]
        }
    )
    plan = lire(contenu, "plan.xlsx")
    assert get_actions(plan, "titre") == ["Ouvrir", "Animer"]
    assert sorted(w["lieu"]["ligne"] for w in plan["warnings"]) == [4, 5, 6, 7, 8, 10]


@pytest.mark.parametrize(
    ("texte", "valeur", "is_doute"),
    [
        ("à relancer", None, True),
        ("en cour", "en_cours", True),
        ("OK fait", "realisee", True),
        ("en route (60 %)", "en_cours", True),
        ("☑", "realisee", True),
        ("✓", "realisee", True),
        ("☐", None, True),
        ("Terminé", "realisee", False),
    ],
)
def test_house_words_are_offered_a_reading_and_asked(texte, valeur, is_doute):
    lu = parse_statut(texte)
    assert (lu.valeur, bool(lu.doute)) == (valeur, is_doute)


@pytest.mark.parametrize(
    ("texte", "coches"),
    [
        ("☐ À faire ☒ En cours ☐ Terminé", ["En cours"]),
        ("[ ] À faire\n[x] En cours", ["En cours"]),
        ("À faire ☐ En cours ☑", ["En cours"]),
        ("☐ Enfants ☐ Jeunes", []),
        ("En cours", None),
        ("☑", None),
    ],
)
def test_boxes_say_what_is_ticked(texte, coches):
    assert list_coches(texte) == coches


def test_boxes_of_a_fiche_keep_what_is_ticked():
    plan = lire(
        build_xlsx(
            {
                "Plan": [
                    ["Action", "Pilote", "Statut", "Public"],
                    ["A", "Anne Bo", "☐ Fait ☒ En cours", "☐ Jeunes ☐ Aînés"],
                ]
            }
        ),
        "plan.xlsx",
    )
    assert get_actions(plan, "statut", "publics") == [({"valeur": "en_cours", "texte": "En cours"}, [])]
    assert get_codes(plan) == ["case_vide"]


def test_partner_keeps_its_parentheses_and_public_its_et():
    assert parse_noms("Caf (conseillère territoriale), MSA")[0] == ["Caf (conseillère territoriale)", "MSA"]
    assert parse_noms("Anne Bo (coordinatrice)", is_personnes=True) == (["Anne Bo"], {"Anne Bo": "coordinatrice"})
    assert parse_publics("Enfants de 0 à 3 ans et leurs parents") == ["Enfants de 0 à 3 ans et leurs parents"]


def test_absence_seen_is_said_with_its_place():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Action", "Pilote", "Statut", "Budget", "Indicateur"],
                ["Ouvrir", "à désigner", "Fait", "nd", "NC"],
                ["Animer", "Luc Da", "Fait", "500 €", "Places"],
            ]
        }
    )
    plan = lire(contenu, "plan.xlsx")
    assert [(w["code"], w["lieu"].get("colonne")) for w in plan["warnings"]] == [
        ("absence_dite", "Pilote"),
        ("absence_dite", "Budget"),
        ("absence_dite", "Indicateur"),
        ("pilote_absent", None),
    ]


def test_doubles_exact_and_near_stay_and_are_asked():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Action", "Pilote", "Statut"],
                ["Ouvrir un lieu d’accueil", "Anne Bo", "Fait"],
                ["Ouvrir un lieu d’accueil", "Luc Da", "Fait"],
                ["Ouvrir un lieu d’acceuil", "Luc Da", "Fait"],
                ["Atelier cuisine 1", "Luc Da", "Fait"],
                ["Atelier cuisine 2", "Luc Da", "Fait"],
            ]
        }
    )
    plan = lire(contenu, "plan.xlsx")
    assert len(plan["actions"]) == 5
    assert [(w["code"], w["lieu"]["ligne"]) for w in plan["warnings"]] == [("doublon", 3), ("doublon_proche", 4)]


def test_dates_outside_the_convention_that_the_file_names_are_said():
    contenu = build_xlsx(
        {
            "Plan": [
                ["PLAN D’ACTIONS DE LA CTG 2025-2029"],
                ["Action", "Pilote", "Statut", "Calendrier"],
                ["Ouvrir", "Anne Bo", "Fait", "2026"],
                ["Rire", "Anne Bo", "Fait", "2029-2031"],
            ]
        }
    )
    plan = lire(contenu, "plan.xlsx")
    assert [(w["code"], w["lieu"]["ligne"]) for w in plan["warnings"]] == [("date_hors_convention", 4)]
    assert "2031 est hors de la convention (2025-2029)" in plan["warnings"][0]["message"]
