"""Titles on two rows, titles that nobody knows, several things in one cell, rows that a page cuts, small tables of
money, what is struck through."""

import pytest

from tests.plan_action.lecteur_plans.fabrique import Word, build_pdf, build_xlsx, get_actions, get_codes, lire


def list_montants(plan: dict) -> list[tuple]:
    return [(m["annee"], m["financeur"], m["montant"]) for m in plan["actions"][0]["budget"]]


# --- Titles -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("fusions", [["B1:C1", "D1:E1", "A1:A2"], []])
def test_one_title_over_the_number_and_the_words_of_the_action(fusions):
    lignes = [
        ["Axe", "Fiche-action", "", "Pilotage", ""],
        ["", "N°", "Intitulé", "Structure porteuse", "Référent"],
        ["Enfance", "FA 1", "Ouvrir un lieu", "CC", "Anne Bo"],
        ["", "FA 2", "Former", "CC", "Luc Da"],
    ]
    plan = lire(build_xlsx({"Plan": lignes}, {"Plan": fusions}), "plan.xlsx")
    assert get_actions(plan, "numero", "titre", "pilotes", "rattachement") == [
        ("FA 1", "Ouvrir un lieu", ["Anne Bo"], ["Enfance"]),
        ("FA 2", "Former", ["Luc Da"], ["Enfance"]),
    ]


def test_three_rows_of_titles_say_whose_amounts_and_of_which_year():
    lignes = [
        ["", "Action", "", "Budget", "", "", ""],
        ["Axe", "N°", "Intitulé", "2025", "", "2026", ""],
        ["", "", "", "Coût", "Caf", "Coût", "Caf"],
        ["Enfance", "1", "Ouvrir un lieu", 100, 50, 200, 80],
    ]
    plan = lire(build_xlsx({"Plan": lignes}, {"Plan": ["B1:C1", "D1:G1", "D2:E2", "F2:G2"]}), "plan.xlsx")
    assert get_actions(plan, "numero", "titre", "rattachement") == [("1", "Ouvrir un lieu", ["Enfance"])]
    assert list_montants(plan) == [(2025, None, 100.0), (2025, "Caf", 50.0), (2026, None, 200.0), (2026, "Caf", 80.0)]


@pytest.mark.parametrize("titre", ["Qui fait quoi", "Chantier du groupe", "On s’engage à"])
def test_cells_that_say_what_will_be_done_are_actions_whatever_their_title(titre):
    lignes = [[titre, "Porté par", "Pour le", "Où en est-on ?"], ["Ouvrir un lieu", "CC", "2026", "Fait"]]
    plan = lire(build_xlsx({"Plan": [*lignes, ["Former les agents", "CC", "2027", "En cours"]]}), "plan.xlsx")
    assert get_actions(plan, "titre") == ["Ouvrir un lieu", "Former les agents"]
    assert "titre_devine" in get_codes(plan)


def test_the_code_of_a_fiche_finds_its_number_in_another_table():
    feuilles = {
        "Plan": [["N°", "Action", "Pilote"], ["FA 1", "Ouvrir", "Anne Bo"], ["FA 2", "Former", "Luc Da"]],
        "Indicateurs": [["N°", "Indicateur", "Cible"], ["2", "Nombre de stages", "12"]],
    }
    plan = lire(build_xlsx(feuilles), "plan.xlsx")
    assert get_actions(plan, "numero") == ["FA 1", "FA 2"]
    assert [i["libelle"] for i in plan["actions"][1]["indicateurs"]] == ["Nombre de stages"]


# --- Several things in one cell ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "cellule",
    ["Pilote : Anne Bo\nPartenaires : Caf, MSA", "Pilote : Anne Bo / Partenaires : Caf, MSA", "Anne Bo\nCaf, MSA"],
)
def test_a_cell_of_two_notions_is_read_by_its_labels_or_in_their_order(cellule):
    lignes = [
        ["Action", "Pilote / Partenaires", "Date"],
        ["Ouvrir", cellule, "2026"],
        ["Former", "Partenaires : PMI", "2027"],
    ]
    plan = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")
    assert get_actions(plan, "pilotes", "partenaires") == [(["Anne Bo"], ["Caf", "MSA"]), ([], ["PMI"])]
    assert ("titre_coupe" in get_codes(plan)) == (":" not in cellule)
    assert "«\u00a0Former\u00a0» n’a ni pilote ni porteur." in [w["message"] for w in plan["warnings"]]


def test_labels_in_the_cells_of_people_and_of_dates():
    lignes = [
        ["Action", "Qui", "Quand"],
        ["Ouvrir", "Porteur : CC ; Référent : Anne Bo", "Début : mars 2025\nFin : 2026"],
    ]
    plan = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")
    assert get_actions(plan, "pilotes", "structures_porteuses") == [(["Anne Bo"], ["CC"])]
    assert plan["actions"][0]["calendrier"] == {"debut": "2025-03", "fin": "2026", "texte": None}


def test_questions_are_absences_and_notes_are_neither_titles_nor_indicators():
    lignes = [
        "Action;Pilote;Échéance;Indicateurs",
        "Ouvrir (à revoir avec la Caf);qui ?;quand ?;à vérifier avant le COPIL",
        "Fêter;Anne Bo;2026;Nombre de fêtes",
    ]
    plan = lire("\n".join(lignes).encode(), "plan.csv")
    action = plan["actions"][0]
    assert (action["titre"], action["pilotes"], action["indicateurs"]) == ("Ouvrir", [], [])
    assert get_codes(plan)[:4] == ["note_de_redaction", "absence_dite", "absence_dite", "note_de_redaction"]


# --- Rows that go on --------------------------------------------------------------------------------------------------
def test_a_row_that_says_that_it_goes_on_is_no_second_action():
    titres = ["N°", "Action", "Description", "Pilote"]
    word = Word().tableau([titres, ["1.1", "Ouvrir un lieu", "Un atelier par semaine,", "Anne Bo"]])
    word.tableau([titres, ["1.1", "Ouvrir un lieu (suite)", "puis une fête.", ""], ["1.2", "Former", "", "Luc Da"]])
    plan = lire(word.build(), "plan.docx")
    assert get_actions(plan, "titre", "description") == [
        ("Ouvrir un lieu", "Un atelier par semaine, puis une fête."),
        ("Former", ""),
    ]
    assert "ligne_suite" in get_codes(plan)


def test_a_page_that_cuts_the_words_of_a_title():
    lignes = "".join(
        f"[Ouvrir la maison de tous les habitants n° {rang}], [Anne Bo], [2026], [Fait]," for rang in range(9)
    )
    page = "#set page(height: 7cm, width: 14cm, margin: 1cm)\n#set text(size: 10pt)\n"
    table = "#table(columns: (3cm, 3cm, 3cm, 3cm), table.header([Action], [Pilote], [Échéance], [Statut]),"
    plan = lire(build_pdf(f"{page}{table}{lignes})"), "plan.pdf")
    assert get_actions(plan, "titre") == [f"Ouvrir la maison de tous les habitants n° {rang}" for rang in range(9)]


# --- Money ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "tableau",
    [
        [["Plan de financement", "2025", "2026"], ["Caf", 100, 200], ["CC", 50, ""], ["Total", 150, 200]],
        [["", "2025", "2026"], ["Caf", 100, 200], ["CC", 50, ""], ["Total", 150, 200]],
    ],
)
def test_funders_by_year_at_the_foot_of_a_sheet_that_is_a_fiche(tableau):
    fiche = [["FICHE ACTION N° 1"], ["Intitulé", "Ouvrir"], ["Pilote", "Anne Bo"], ["Statut", "Fait"]]
    plan = lire(build_xlsx({"Fiche": [*fiche, *tableau]}), "plan.xlsx")
    assert list_montants(plan) == [(2025, "Caf", 100.0), (2026, "Caf", 200.0), (2025, "CC", 50.0)]
    assert get_codes(plan) == ["total_verifie"]


def test_funders_under_a_title_alone_and_rows_that_nobody_knows_are_said():
    fiche = [["FICHE ACTION N° 1"], ["Intitulé", "Ouvrir"], ["Pilote", "Anne Bo"], ["Statut", "Fait"]]
    lignes = [["Plan de financement"], ["Caf", 100], ["CC", 50], ["Total", 160], ["Truc", "un", "deux"]]
    plan = lire(build_xlsx({"Fiche": [*fiche, *lignes]}), "plan.xlsx")
    assert list_montants(plan) == [(None, "Caf", 100.0), (None, "CC", 50.0)]
    assert get_codes(plan) == ["somme_incoherente", "etiquette_inconnue"]


def test_totals_that_say_what_their_lines_say_make_one_remark():
    word = Word()
    for rang in (1, 2):
        word.tableau([[f"Fiche action n° {rang}", f"Ouvrir {rang}"], ["Pilote", "Anne Bo"], ["Statut", "Fait"]])
        word.tableau([["Financeur", "2025"], ["Caf", "100 €"], ["Total", "100 €"]])
    plan = lire(word.build(), "plan.docx")
    dits = [w["message"] for w in plan["warnings"] if w["code"] == "total_verifie"]
    assert len(dits) == 1
    assert dits[0].endswith("De même pour 1 autre.")


# --- Struck through ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("lignes", "barrees"),
    [
        ([["N°", "Action", "Pilote"], ["1", "Lire", "Luc Da"], ["2", "Ouvrir", "Anne Bo"]], [(2, 0), (2, 1), (2, 2)]),
        ([["N°", "2"], ["Intitulé", "Ouvrir"], ["Pilote", "Anne Bo"], ["Statut", "Fait"]], [(1, 1), (2, 1), (3, 1)]),
    ],
)
def test_an_action_struck_from_end_to_end_is_read_and_said_once(lignes, barrees):
    word = Word().tableau(lignes)
    for ligne, colonne in barrees:
        word.document.tables[0].cell(ligne, colonne).paragraphs[0].runs[0].font.strike = True
    plan = lire(word.build(), "plan.docx")
    assert get_actions(plan, "numero", "titre", "pilotes")[-1] == ("2", "Ouvrir", ["Anne Bo"])
    dits = [(w["code"], w["lieu"]["titre"]) for w in plan["warnings"] if "barre" in w["code"]]
    assert dits == [("action_barree", "Ouvrir")]


@pytest.mark.parametrize("titre", ["Projets structurants", "Action / Projet / Fiche", "Actions phares CTG 2026"])
def test_a_title_that_speaks_of_actions_names_them_and_is_said(titre):
    lignes = [[titre, "Pilote", "Budget"], ["Ouvrir un LAEP", "Sophie Bernard", "15k€"]]
    plan = lire(build_xlsx({"Plan": [*lignes, ["Café des parents", "Karim Haddad", 2000]]}), "plan.xlsx")
    assert get_actions(plan, "titre") == ["Ouvrir un LAEP", "Café des parents"]
    assert "titre_devine" in get_codes(plan)


def test_a_title_that_speaks_of_something_else_of_the_action_names_none():
    lignes = [["Date de l’action", "Ce qu’on lance", "Pilote", "Budget", "État"]]
    lignes += [["mars", "Ouvrir un lieu", "Anne Bo", "15k€", "fait"], ["avril", "Former", "Luc Da", "2k€", "fait"]]
    plan = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")
    assert get_actions(plan, "titre") == ["Ouvrir un lieu", "Former"]
