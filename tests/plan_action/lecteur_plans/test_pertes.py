"""What a table says in a way of its own is not lost: columns by year, levels, lines of a cell, slid records, margins."""

import openpyxl
import pytest
from openpyxl.comments import Comment

from convive.plan_action.lecteur_plans.valeurs.textes import parse_titre, split_notes
from tests.plan_action.lecteur_plans.fabrique import (
    build_ligne_ods,
    build_ods,
    build_xlsx,
    get_actions,
    get_arbre,
    get_codes,
    lire,
)


def test_objective_merged_down_holds_for_each_row_whatever_its_words():
    titres = ["Axe", "Objectif", "N°", "Action", "Pilote", "Statut"]
    contenu = build_xlsx(
        {
            "Plan": [
                titres,
                ["Axe 1 – Enfance", "Obj A", 1, "Ouvrir", "Anne Bo", "Fait"],
                [None, None, 2, "Fermer", "Anne Bo", "Fait"],
                [None, "Obj B", 3, "Laver", "Anne Bo", "Fait"],
                [None, None, 4, "Courir", "Anne Bo", "Fait"],
            ]
        },
        {"Plan": ["A2:A5", "B2:B3", "B4:B5"]},
    )
    plan = lire(contenu, "plan.xlsx")
    assert [places[-1] for places in get_actions(plan, "rattachement")] == ["Obj A", "Obj A", "Obj B", "Obj B"]
    assert get_codes(plan) == []


@pytest.mark.parametrize("titre", ["AXE / Action", "Axes et actions", "Orientation stratégique – Fiche action"])
def test_one_title_that_holds_two_notions_is_the_column_of_actions(titre):
    contenu = build_xlsx(
        {
            "Plan": [
                [titre, "Pilote", "Statut"],
                ["AXE 1 – Enfance"],
                ["Ouvrir une crèche", "Anne Bo", "Fait"],
                ["AXE 2 – Jeunesse"],
                ["Animer un lieu", "Luc Da", "En cours"],
            ]
        }
    )
    plan = lire(contenu, "plan.xlsx")
    assert get_actions(plan, "titre", "rattachement") == [
        ("Ouvrir une crèche", ["Enfance"]),
        ("Animer un lieu", ["Jeunesse"]),
    ]


def test_blocks_of_columns_by_year_are_the_actions_of_each_year():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Axe", "2026", None, "2027", None],
                [None, "Action", "Coût", "Action", "Coût"],
                ["Enfance", "Ouvrir", 100, "Agrandir", 200],
                ["Jeunesse", "Jouer", 300, None, None],
            ]
        },
        {"Plan": ["B1:C1", "D1:E1"]},
    )
    plan = lire(contenu, "plan.xlsx")
    assert [
        (a["titre"], a["rattachement"], a["calendrier"]["debut"], [(m["annee"], m["montant"]) for m in a["budget"]])
        for a in plan["actions"]
    ] == [
        ("Ouvrir", ["Enfance"], "2026", [(2026, 100.0)]),
        ("Jouer", ["Jeunesse"], "2026", [(2026, 300.0)]),
        ("Agrandir", ["Enfance"], "2027", [(2027, 200.0)]),
    ]


def test_contents_by_year_are_not_the_title_of_the_action():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Action", "2026", None, "2027", None],
                [None, "Contenu", "Coût", "Contenu", "Coût"],
                ["Ouvrir", "Étudier", 100, "Construire", 200],
            ]
        },
        {"Plan": ["B1:C1", "D1:E1", "A1:A2"]},
    )
    plan = lire(contenu, "plan.xlsx")
    assert get_actions(plan, "titre", "description") == [("Ouvrir", "2026 : Étudier\n\n2027 : Construire")]
    assert [(m["annee"], m["montant"]) for m in plan["actions"][0]["budget"]] == [(2026, 100.0), (2027, 200.0)]


def test_columns_called_by_years_are_money_when_they_hold_money():
    def nombre(valeur: int, sorte: str) -> str:
        return f'<table:table-cell office:value-type="{sorte}" office:value="{valeur}"><text:p>{valeur}</text:p></table:table-cell>'

    lignes = (
        build_ligne_ods("Action", "Pilote", "2025", "2026")
        + build_ligne_ods("Ouvrir", "Anne Bo", nombre(60, "currency"), nombre(80, "currency"))
        + build_ligne_ods("Fermer", "Anne Bo", nombre(40, "currency"), "")
    )
    plan = lire(build_ods(f'<table:table table:name="P">{lignes}</table:table>'), "plan.ods")
    assert [[(m["annee"], m["montant"]) for m in a["budget"]] for a in plan["actions"]] == [
        [(2025, 60.0), (2026, 80.0)],
        [(2025, 40.0)],
    ]
    lignes = build_ligne_ods("Action", "Pilote", "2025", "2026") + build_ligne_ods(
        "Ouvrir", "Anne Bo", nombre(1200, "float"), nombre(800, "float")
    )
    plan = lire(build_ods(f'<table:table table:name="P">{lignes}</table:table>'), "plan.ods")
    assert [(m["annee"], m["montant"]) for m in plan["actions"][0]["budget"]] == [(2025, 1200.0), (2026, 800.0)]
    # Nothing says that these numbers are euros: it is said once for each column.
    assert get_codes(plan).count("montant_interprete") == 2


def test_each_paragraph_of_a_cell_is_a_name_of_its_own():
    lignes = build_ligne_ods("Action", "Pilote", "Partenaires") + build_ligne_ods(
        "Ouvrir", "Anne Bo", "Caf\ncommunes\npôles enfance\nMission locale de\nla vallée"
    )
    plan = lire(build_ods(f'<table:table table:name="P">{lignes}</table:table>'), "plan.ods")
    assert get_actions(plan, "partenaires") == [["Caf", "communes", "pôles enfance", "Mission locale de la vallée"]]


@pytest.mark.parametrize(
    ("texte", "numero", "titre"),
    [
        ("I.A Ouvrir", "I.A", "Ouvrir"),
        ("II-B : Fermer", "II-B", "Fermer"),
        ("Action I.A. Ouvrir", "I.A", "Ouvrir"),
        ("1.A Rire", "1.A", "Rire"),
        ("P.M.I. au collège", None, "P.M.I. au collège"),
        ("L.A.E.P. itinérant", None, "L.A.E.P. itinérant"),
    ],
)
def test_numbers_of_letters_are_whole_and_acronyms_are_no_numbers(texte, numero, titre):
    lu = parse_titre(texte)
    assert (lu.numero, lu.titre) == (numero, titre)


def test_note_of_who_writes_enters_no_field_and_is_kept():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Action", "Pilote", "Partenaires", "Budget", "Statut"],
                ["Ouvrir", "Anne Bo (à revoir avec la Caf)", "à revoir avec la Caf avant le COPIL", "100 € (voir avec la CC)", "Fait"],
            ]
        }
    )  # fmt: skip
    plan = lire(contenu, "plan.xlsx")
    action = plan["actions"][0]
    assert (action["pilotes"], action["partenaires"], action["budget"][0]["financeur"]) == (["Anne Bo"], [], None)
    assert get_codes(plan) == ["note_de_redaction"] * 3
    assert split_notes("Caf, MSA") == ("Caf, MSA", [])


def test_record_of_a_csv_that_slid_is_put_right_and_said():
    csv = (
        "Action;Pilote;Statut;Budget;Commentaire\n"
        "Ouvrir;Anne Bo;Fait;100;ok\n"
        "Guide papier; version en ligne;Luc Da;En cours;200;vu\n"
        "Fermer;Luc Da;Fait;300;vu;encore;trop\n"
    )
    plan = lire(csv.encode(), "plan.csv")
    assert get_actions(plan, "titre", "pilotes") == [
        ("Ouvrir", ["Anne Bo"]),
        ("Guide papier; version en ligne", ["Luc Da"]),
        ("Fermer", ["Luc Da"]),
    ]
    assert [m["montant"] for a in plan["actions"] for m in a["budget"]] == [100.0, 200.0, 300.0]
    assert [(w["code"], w["lieu"]["ligne"]) for w in plan["warnings"]] == [("ligne_decalee", 3), ("ligne_decalee", 4)]


def test_comment_of_a_cell_and_hidden_column_are_said():
    def hide(livre: openpyxl.Workbook) -> None:
        livre.active["B2"].comment = Comment("C’est Luc maintenant", "Paul")
        livre.active.column_dimensions["C"].hidden = True

    contenu = build_xlsx({"Plan": [["Action", "Pilote", "Statut"], ["Ouvrir", "Anne Bo", "Fait"]]}, apres=hide)
    plan = lire(contenu, "plan.xlsx")
    assert [(w["code"], w["lieu"]) for w in plan["warnings"]] == [
        ("commentaire", {"feuille": "Plan", "ligne": 2, "titre": "Ouvrir", "colonne": "Pilote"}),
        ("colonne_masquee", {"feuille": "Plan", "colonne": "Statut"}),
    ]
    assert "C’est Luc maintenant" in plan["warnings"][0]["message"]


def test_annotation_and_hidden_column_of_libreoffice_are_said():
    annotee = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>À voir</text:p></office:annotation>'
        "<text:p>Anne Bo</text:p></table:table-cell>"
    )
    colonnes = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    )
    lignes = build_ligne_ods("Action", "Pilote", "Statut") + build_ligne_ods("Ouvrir", annotee, "Fait")
    plan = lire(build_ods(f'<table:table table:name="P">{colonnes}{lignes}</table:table>'), "plan.ods")
    assert get_actions(plan, "pilotes") == [["Anne Bo"]]
    assert get_codes(plan) == ["commentaire", "colonne_masquee"]


def test_levels_written_once_with_blank_cells_below():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Axe", "Objectif", "Action", "Pilote"],
                ["Axe 1 – Enfance"],
                [None, "1.1 Accueillir"],
                [None, None, "Ouvrir", "Anne Bo"],
                [None, None, "Fermer", "Anne Bo"],
                ["Axe 2 – Jeunesse"],
                [None, "2.1 Rire"],
                [None, None, "Jouer", "Anne Bo"],
            ]
        }
    )
    plan = lire(contenu, "plan.xlsx")
    assert get_arbre(plan) == [
        (1, "1", "Enfance", None),
        (2, "1.1", "Accueillir", "1"),
        (1, "2", "Jeunesse", None),
        (2, "2.1", "Rire", "2"),
    ]
    assert get_actions(plan, "rattachement") == [["Enfance", "Accueillir"]] * 2 + [["Jeunesse", "Rire"]]


TITRES_INCONNUS = [
    ["Truc", "Gus", "Bidule"],
    ["Ouvrir", "Anne Bo", "fait"],
    ["Rire", "Luc Da", "en cours"],
]


def test_titles_that_are_not_understood_are_asked_with_the_first_rows():
    contenu = build_xlsx({"Plan": TITRES_INCONNUS})
    plan = lire(contenu, "plan.xlsx")
    assert plan["actions"] == []
    question = plan["questions"][0]
    assert (question["message"], question["lieu"]) == (
        "Quelle ligne porte les titres, quelle colonne contient les actions\u00a0?",
        {"feuille": "Plan"},
    )
    assert question["lignes"][0] == {"ligne": 1, "cellules": TITRES_INCONNUS[0]}
    # A person answers, and says what a column holds.
    plan = lire(contenu, "plan.xlsx", entetes={"Plan": (1, 0)}, champs={"gus": "pilotes"})
    assert get_actions(plan, "titre", "pilotes") == [("Ouvrir", ["Anne Bo"]), ("Rire", ["Luc Da"])]
    assert "questions" not in plan
    assert [w["code"] for w in plan["warnings"]] == ["colonne_ignoree", "statut_absent"]


def test_years_typed_over_their_first_column_make_blocks_too():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Axe", 2026, None, 2027, None],
                [None, "Action", "Coût", "Action", "Coût"],
                ["Enfance", "Ouvrir", 100, "Agrandir", 200],
                ["Jeunesse", "Jouer", 300, None, None],
            ]
        }
    )
    plan = lire(contenu, "plan.xlsx")
    assert [(a["titre"], [(m["annee"], m["montant"]) for m in a["budget"]]) for a in plan["actions"]] == [
        ("Ouvrir", [(2026, 100.0)]),
        ("Jouer", [(2026, 300.0)]),
        ("Agrandir", [(2027, 200.0)]),
    ]


def test_planned_is_the_budget_of_its_year_and_spent_is_said_not_read():
    contenu = build_xlsx(
        {
            "Plan": [
                [None, None, 2026, None, 2027, None],
                ["Axe", "Action", "Prévu", "Réalisé", "Prévu", "Réalisé"],
                ["Enfance", "Ouvrir", 1000, 900, 2000, None],
            ]
        }
    )
    plan = lire(contenu, "plan.xlsx")
    assert [(m["annee"], m["montant"], m["sens"]) for m in plan["actions"][0]["budget"]] == [
        (2026, 1000.0, "charge"),
        (2027, 2000.0, "charge"),
    ]
    assert [w["lieu"]["colonne"] for w in plan["warnings"] if w["code"] == "colonne_ignoree"] == ["2026 Réalisé"]


def test_planned_and_done_beside_an_indicator_are_no_money():
    lignes = [["Action", "Indicateur", "Prévu 2026", "Réalisé 2026"], ["Ouvrir", "Familles reçues", 400, 380]]
    assert lire(build_xlsx({"Plan": lignes}), "plan.xlsx")["actions"][0]["budget"] == []
