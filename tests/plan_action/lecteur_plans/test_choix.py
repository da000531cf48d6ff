"""Which layout a table is read in: rows, columns, fiches; what each of them leaves is said, and nothing is invented."""

import pytest

from tests.plan_action.lecteur_plans.fabrique import Word, build_xlsx, get_actions, get_codes, lire

ATTENDUES = [("Ouvrir un lieu", ["Anne Bo"], "realisee"), ("Former les agents", ["Luc Da"], "en_cours")]
EN_COLONNES = [
    ["Action", "Ouvrir un lieu", "Former les agents"],
    ["Pilote", "Anne Bo", "Luc Da"],
    ["Échéance", "2026", "2027"],
    ["Statut", "fait", "en cours"],
]


def list_lues(plan) -> list[tuple]:
    return [(a["titre"], a["pilotes"], a["statut"]["valeur"]) for a in plan["actions"]]


@pytest.mark.parametrize("coin", ["Action", "", "CTG 2025"])
def test_actions_in_columns_are_read_whatever_the_corner_says(coin):
    plan = lire(build_xlsx({"Plan": [["Nos actions"], [], [coin, *EN_COLONNES[0][1:]], *EN_COLONNES[1:]]}), "plan.xlsx")
    assert list_lues(plan) == ATTENDUES
    assert [action["source"] for action in plan["actions"]] == [
        {"feuille": "Plan", "colonne": "B"},
        {"feuille": "Plan", "colonne": "C"},
    ]


def test_blocks_of_columns_stand_under_their_banners():
    lignes = [["AXE 1 : Enfance"], *EN_COLONNES, [], ["AXE 2 : Jeunesse"], *EN_COLONNES]
    plan = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")
    assert get_actions(plan, "rattachement") == [["Enfance"], ["Enfance"], ["Jeunesse"], ["Jeunesse"]]


def test_columns_of_a_word_table_and_a_doubt_with_its_place():
    plan = lire(Word().tableau([*EN_COLONNES, ["Budget", "un peu", "300"]]).build(), "plan.docx")
    assert list_lues(plan) == ATTENDUES
    [doute] = plan["warnings"]
    assert doute["lieu"] == {"tableau": 1, "ligne": 5, "titre": "Ouvrir un lieu", "colonne": "B"}


def test_a_word_in_the_margin_of_a_fiche_is_no_action():
    lignes = [
        ["Action", "Ouvrir un lieu", "à confirmer"],
        ["Pilote", "Anne Bo"],
        ["Échéance", "2026"],
        ["Statut", "fait"],
    ]
    plan = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")
    assert get_actions(plan, "titre") == ["Ouvrir un lieu"]
    assert [w["message"] for w in plan["warnings"]] == ["«\u00a0à confirmer\u00a0» n’est pas repris."]


def build_fiche(titre: list[str], pilote: str, statut: str) -> list[list[str]]:
    return [titre, ["Pilote", pilote], ["Public visé", "Parents"], ["Indicateurs", "Fréquentation"], ["Statut", statut]]


@pytest.mark.parametrize(
    "titres",
    [
        (["Fiche action n° 1 : Ouvrir un lieu"], ["Fiche action n° 2 : Former les agents"]),
        (["a) Ouvrir un lieu"], ["b) Former les agents"]),
        (["Ouvrir un lieu"], ["Former les agents"]),
        (["Intitulé", "Ouvrir un lieu"], ["Intitulé", "Former les agents"]),
    ],
)
def test_stacked_fiches_are_as_many_actions_and_their_title_above_is_none(titres):
    lignes = [["CTG des Deux Vals"], [], *build_fiche(titres[0], "Anne Bo", "fait"), []]
    lignes += build_fiche(titres[1], "Luc Da", "en cours")
    plan = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")
    assert list_lues(plan) == ATTENDUES
    assert plan["warnings"][0]["message"] == "«\u00a0CTG des Deux Vals\u00a0» n’est pas repris."


def test_rows_of_labels_above_their_values_and_labels_above_values_one_by_one():
    lignes = [["Action", "Pilote"], ["Ouvrir un lieu", "Anne Bo"], ["Échéance", "Statut"], ["2026", "fait"]]
    assert list_lues(lire(Word().tableau(lignes).build(), "plan.docx")) == ATTENDUES[:1]
    seules = [["Action"], ["Ouvrir un lieu"], ["Pilote"], ["Anne Bo"], ["Statut"], ["fait"]]
    assert list_lues(lire(build_xlsx({"Plan": seules}), "plan.xlsx")) == ATTENDUES[:1]


def test_title_rows_that_say_a_level_and_its_word_leave_a_list_a_list():
    lignes = [["Action", "Pilote", "Statut"], ["AXE : ACCUEILLIR"], ["Objectif : Des lieux"]]
    lignes += [
        ["Ouvrir un lieu", "Anne Bo", "fait"],
        ["Objectif : Des gens"],
        ["Former les agents", "Luc Da", "en cours"],
    ]
    plan = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")
    assert list_lues(plan) == ATTENDUES
    assert get_actions(plan, "rattachement") == [["ACCUEILLIR", "Des lieux"], ["ACCUEILLIR", "Des gens"]]


def test_a_banner_opens_another_level_though_the_titles_are_the_same():
    word = Word()
    for axe, titre in (("Axe 1 : Enfance", "Ouvrir un lieu"), ("Axe 2 : Jeunesse", "Former les agents")):
        word.tableau([[axe, "", ""], ["Action", "Pilote", "Statut"], [titre, "Anne Bo", "fait"]], [(0, 0, 0, 2)])
    plan = lire(word.build(), "plan.docx")
    assert get_actions(plan, "rattachement") == [["Enfance"], ["Jeunesse"]]


@pytest.mark.parametrize(
    "legende", [[["F = fait, C = en cours"]], [["Légende"], ["F", "fait"], ["C", "en cours"]]], ids=["une", "lignes"]
)
def test_the_legend_of_a_file_says_its_statuses_and_is_no_action(legende):
    lignes = [["Action", "Pilote", "Statut"], ["Ouvrir un lieu", "Anne Bo", "F"], ["Former les agents", "Luc Da", "C"]]
    plan = lire(build_xlsx({"Plan": [*lignes, [], *legende]}), "plan.xlsx")
    assert list_lues(plan) == ATTENDUES
    assert "legende_suivie" in get_codes(plan)


@pytest.mark.parametrize("haut", [["2025", "", "2026", ""], ["Caf", "", "CC", ""]])
def test_funders_and_years_one_above_the_other(haut):
    bas = ["Caf", "CC"] * 2 if haut[0] == "2025" else ["2025", "2026"] * 2
    lignes = [
        ["Action", "Pilote", *haut],
        ["", "", *bas],
        ["Ouvrir un lieu", "Anne Bo", 10_000, 20_000, 30_000, 40_000],
    ]
    plan = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")
    dits = {(m["annee"], m["financeur"]) for m in plan["actions"][0]["budget"]}
    assert dits == {(2025, "Caf"), (2025, "CC"), (2026, "Caf"), (2026, "CC")}


def test_the_titles_of_a_form_are_questions_and_orders():
    titres = ["Quelle est votre structure ?", "À quelle thématique de la CTG se rattache-t-elle ?"]
    titres += [
        "Indiquez le titre de l’action",
        "Décrivez-la en quelques mots",
        "Quels sont les partenaires mobilisés ?",
    ]
    plan = lire(
        build_xlsx({"R": [titres, ["MJC", "Jeunesse", "Ouvrir un lieu", "Un lieu ouvert", "Caf"]]}), "plan.xlsx"
    )
    assert get_actions(plan, "titre", "structures_porteuses", "rattachement", "description", "partenaires") == [
        ("Ouvrir un lieu", ["MJC"], ["Jeunesse"], "Un lieu ouvert", ["Caf"])
    ]


@pytest.mark.parametrize(
    ("titre", "texte", "valeur"),
    [
        ("Statut", "2 - en cours", "en_cours"),
        ("Statut", "1/ À lancer", "a_preparer"),
        ("Réalisée ?", "Non, reportée", "reportee"),
        ("Réalisée ?", "En partie", "en_cours"),
    ],
)
def test_what_stands_before_the_words_of_a_status_is_dropped(titre, texte, valeur):
    plan = lire(build_xlsx({"Plan": [["Action", "Pilote", titre], ["Ouvrir", "Anne Bo", texte]]}), "plan.xlsx")
    assert plan["actions"][0]["statut"] == {"valeur": valeur, "texte": texte}


def test_a_fiche_and_a_row_share_what_their_list_of_actions_says():
    actions = "- Ouvrir un lieu\n- Former les agents"
    fiche = [["Axe", "Enfance"], ["Actions", actions], ["Pilote", "Anne Bo"], ["Échéance", "2026"]]
    plan = lire(Word().tableau(fiche).build(), "plan.docx")
    assert get_actions(plan, "titre", "pilotes") == [
        ("Ouvrir un lieu", ["Anne Bo"]),
        ("Former les agents", ["Anne Bo"]),
    ]
    rangee = [actions, "• Anne Bo\n• Luc Da", "fait\nen cours"]
    plan = lire(build_xlsx({"Plan": [["Actions", "Pilotes", "Statut"], rangee]}), "plan.xlsx")
    assert list_lues(plan) == ATTENDUES
