"""Levels that no word calls « axe »: bold lines above bullets, headings above fiches, columns that group, sheets; and
titles of documents, which are none."""

import pytest

from tests.plan_action.lecteur_plans.fabrique import Word, build_pdf, build_xlsx, get_actions, get_codes, lire

PUCES = ("Ouvrir un lieu. Pilote : Anne Bo. Échéance : 2026", "Former. Pilote : Luc Da.")
TITRES = ["Action", "Pilote", "Échéance"]
OUVRIR, FORMER = ["Ouvrir un lieu", "Anne Bo", "2026"], ["Former", "Luc Da", "2027"]


@pytest.mark.parametrize(
    ("titres", "is_gras", "axes"),
    [
        (("1. ENFANCE", "2. JEUNESSE"), True, ["ENFANCE", "JEUNESSE"]),
        (("Petite enfance", "Jeunesse"), True, ["Petite enfance", "Jeunesse"]),
        (("I. Petite enfance", "II. Jeunesse"), False, ["Petite enfance", "Jeunesse"]),
        (("Petite enfance :", "Jeunesse :"), False, ["Petite enfance", "Jeunesse"]),
    ],
)
def test_a_line_above_bullets_of_actions_is_a_level(titres, is_gras, axes):
    word = Word()
    for titre in titres:
        word.texte(titre, gras=is_gras)
        for puce in PUCES:
            word.texte(puce, puce=True)
    plan = lire(word.build(), "plan.docx")
    assert get_actions(plan, "titre", "rattachement") == [
        ("Ouvrir un lieu" if rang % 2 == 0 else "Former", [axes[rang // 2]]) for rang in range(4)
    ]


def test_one_plain_line_above_all_the_bullets_only_introduces_them():
    word = Word().texte("Nous allons faire ceci :")
    for puce in PUCES:
        word.texte(puce, puce=True)
    assert get_actions(lire(word.build(), "plan.docx"), "rattachement") == [[], []]


def test_a_heading_above_a_fiche_that_says_its_own_title_is_a_level():
    word = Word()
    for theme, titre in (("Enfance", "Ouvrir un lieu"), ("Jeunesse", "Former")):
        word.titre(theme, 1).tableau([["Intitulé", titre], ["Pilote", "Anne Bo"], ["Échéance", "2026"]])
    # The same title above and inside is that of the fiche.
    word.titre("Fêter", 2).tableau([["Intitulé", "Fêter"], ["Pilote", "Anne Bo"], ["Échéance", "2026"]])
    plan = lire(word.build(), "plan.docx")
    assert get_actions(plan, "titre", "rattachement") == [
        ("Ouvrir un lieu", ["Enfance"]),
        ("Former", ["Jeunesse"]),
        ("Fêter", ["Jeunesse"]),
    ]


def test_the_title_of_a_text_is_no_level_and_is_said():
    word = Word().titre("Ville des Trois Gués : fiches de la CTG", 1)
    for theme, titre in (("Enfance", "Ouvrir un lieu"), ("Jeunesse", "Former")):
        word.tableau([["Intitulé", titre], ["Axe", theme], ["Pilote", "Anne Bo"], ["Échéance", "2026"]])
    plan = lire(word.build(), "plan.docx")
    assert get_actions(plan, "rattachement") == [["Enfance"], ["Jeunesse"]]
    assert [noeud["rang"] for noeud in plan["arbre"]] == [1, 1]
    assert any("Trois Gués" in w["message"] for w in plan["warnings"])


@pytest.mark.parametrize(
    "suite",
    [
        "*Axe 1 : Enfance*\n\n#table(columns: 3, [Action], [Pilote], [Statut], [Lire], [Anne Bo], [Fait])",
        "#table(columns: 4, [Axe], [Action], [Pilote], [Statut], [Enfance], [Lire], [Anne Bo], [Fait])",
    ],
)
def test_the_title_of_a_printed_document_is_no_level(suite):
    plan = lire(build_pdf(f"#text(size: 16pt)[*Ce que nous ferons ensemble au pays*]\n\n{suite}"), "plan.pdf")
    assert get_actions(plan, "rattachement") == [["Enfance"]]
    assert "texte_hors_action" in get_codes(plan)


@pytest.mark.parametrize("titre", ["Ce qui ne va pas", "Groupe de travail", "Constat"])
def test_a_column_merged_on_the_left_of_the_actions_groups_them(titre):
    lignes = [[titre, *TITRES], ["Être seul", *OUVRIR], ["", *FORMER], ["Partir", "Fêter", "Luc Da", "2026"]]
    plan = lire(build_xlsx({"Plan": lignes}, {"Plan": ["A2:A3"]}), "plan.xlsx")
    assert get_actions(plan, "rattachement") == [["Être seul"], ["Être seul"], ["Partir"]]


def test_what_a_first_column_says_once_above_blanks_groups_the_actions():
    lignes = [
        "Ce qui coince;Action;Pilote",
        "Être seul;Ouvrir;Anne Bo",
        ";Former;Luc Da",
        "Partir;Fêter;Luc Da",
        ";Rire;Luc",
    ]
    plan = lire("\n".join(lignes).encode(), "plan.csv")
    assert get_actions(plan, "rattachement") == [["Être seul"], ["Être seul"], ["Partir"], ["Partir"]]


def test_sheets_that_bear_the_same_titles_are_levels_by_their_names():
    feuilles = {"Enfance": [TITRES, OUVRIR], "Jeunesse": [TITRES, FORMER]}
    assert get_actions(lire(build_xlsx(feuilles), "plan.xlsx"), "rattachement") == [["Enfance"], ["Jeunesse"]]
    annees = {"Actions 2025": [TITRES, OUVRIR], "Actions 2026": [TITRES, FORMER]}
    assert get_actions(lire(build_xlsx(annees), "plan.xlsx"), "rattachement") == [[], []]


@pytest.mark.parametrize("titres", [("1. Petite enfance", "2. Jeunesse"), ("Petite enfance", "Jeunesse")])
def test_plain_rows_alone_among_actions_that_begin_with_a_verb_are_levels(titres):
    lignes = [TITRES, [titres[0]], OUVRIR, FORMER, [titres[1]], ["Fêter l’été", "Luc Da", "2026"]]
    plan = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")
    enfance, jeunesse = ["Petite enfance"], ["Jeunesse"]
    assert get_actions(plan, "titre", "rattachement") == [
        ("Ouvrir un lieu", enfance),
        ("Former", enfance),
        ("Fêter l’été", jeunesse),
    ]


def test_titles_above_the_tables_of_one_sheet_are_levels():
    lignes = [["Petite enfance"], TITRES, OUVRIR, [], ["Jeunesse"], TITRES, FORMER]
    plan = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")
    assert get_actions(plan, "titre", "rattachement") == [
        ("Ouvrir un lieu", ["Petite enfance"]),
        ("Former", ["Jeunesse"]),
    ]
    assert "ligne_ignoree" not in get_codes(plan)


def test_a_level_said_by_its_word_alone_above_a_table_or_in_its_first_row():
    word = Word().texte("THÉMATIQUE : ENFANCE", gras=True)
    word.tableau([["Objectif : accueillir", "", ""], TITRES, OUVRIR], [(0, 0, 0, 2)])
    word.texte("THÉMATIQUE : JEUNESSE", gras=True).tableau(
        [["Objectif : écouter", "", ""], TITRES, FORMER], [(0, 0, 0, 2)]
    )
    assert get_actions(lire(word.build(), "plan.docx"), "rattachement") == [
        ["ENFANCE", "accueillir"],
        ["JEUNESSE", "écouter"],
    ]


def test_a_label_in_the_plural_and_in_capitals_is_no_numbered_level():
    word = Word().texte("FICHE ACTION 1", gras=True).texte("Ouvrir un lieu", gras=True)
    for libelle, valeur in (("OBJECTIFS", "Accueillir"), ("PILOTE", "Anne Bo"), ("DATES", "2026")):
        word.texte(libelle, gras=True).texte(valeur)
    plan = lire(word.build(), "plan.docx")
    assert get_actions(plan, "numero", "titre", "rattachement", "pilotes") == [("1", "Ouvrir un lieu", [], ["Anne Bo"])]


# --- Columns by year ----------------------------------------------------------------------------------------------
def test_an_objective_on_the_left_of_columns_by_year_is_their_level():
    lignes = [
        ["Objectif", "2025", "", "2026", ""],
        ["", "Action", "Coût", "Action", "Coût"],
        ["Accueillir", "Étudier un lieu", 100, "Ouvrir un lieu", 200],
    ]
    plan = lire(build_xlsx({"Plan": lignes}, {"Plan": ["A1:A2", "B1:C1", "D1:E1"]}), "plan.xlsx")
    assert get_actions(plan, "titre", "rattachement") == [
        ("Étudier un lieu", ["Accueillir"]),
        ("Ouvrir un lieu", ["Accueillir"]),
    ]


@pytest.mark.parametrize("titres", [("2025", "2026"), ("Ce qu’on fait en 2025", "Ce qu’on fait en 2026")])
def test_years_whose_cells_say_what_will_be_done_say_actions(titres):
    lignes = [["Axe", "Objectif", *titres], ["Enfance", "Accueillir", "Étudier un lieu", "Ouvrir un lieu"]]
    plan = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")
    assert [(a["titre"], a["rattachement"], a["calendrier"]["debut"]) for a in plan["actions"]] == [
        ("Étudier un lieu", ["Enfance", "Accueillir"], "2025"),
        ("Ouvrir un lieu", ["Enfance", "Accueillir"], "2026"),
    ]
