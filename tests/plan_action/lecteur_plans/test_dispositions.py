"""Layouts met in real plans: sub-actions, fiches side by side, summaries, ticked names, two columns of a PDF."""

import pytest
from openpyxl import Workbook

from tests.plan_action.lecteur_plans.fabrique import (
    Word,
    build_ods,
    build_pdf,
    build_xlsx,
    get_actions,
    get_arbre,
    get_codes,
    lire,
)

PAGE = '#set page(paper:"a4"{0})\n#set text(lang:"fr", size:10pt)\n'


def test_sub_actions_hang_on_their_action_which_is_one_itself_when_it_has_none():
    lignes = [
        ["Axe", "Action", "Sous-action", "Pilote", "Statut"],
        ["Axe 1 : Enfance", "A1.1.1 Ouvrir une crèche", "1.1.a Étudier", "Anne Bo", "Fait"],
        ["", "", "1.1.b Construire", "Luc Da", "À venir"],
        ["", "1.2 Informer", "", "Zoé Hy", "En cours"],
    ]
    plan = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")
    assert get_arbre(plan) == [(1, "1", "Enfance", None), (2, "A1.1.1", "Ouvrir une crèche", "1")]
    assert get_actions(plan, "numero", "titre", "rattachement", "pilotes") == [
        ("1.1.a", "Étudier", ["Enfance", "Ouvrir une crèche"], ["Anne Bo"]),
        ("1.1.b", "Construire", ["Enfance", "Ouvrir une crèche"], ["Luc Da"]),
        ("1.2", "Informer", ["Enfance"], ["Zoé Hy"]),
    ]


def test_codes_of_fiches_beside_the_title_and_titles_with_a_slip_of_the_keyboard():
    lignes = [
        ["FICHES", "ACTIONS", "PARTENIARES", "CALANDRIER", "ETAT D'AVANCEMEMT", "Nombre d’actions"],
        ["Fiche-action 12", "Créer un guide", "Caf, MSA", "2026", "Fait", "3"],
        ["FA n°3", "Former", "PMI", "2027", "À faire", "1"],
    ]
    plan = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")
    assert get_actions(plan, "numero", "titre", "partenaires") == [
        ("12", "Créer un guide", ["Caf", "MSA"]),
        ("3", "Former", ["PMI"]),
    ]
    assert [a["calendrier"]["debut"] for a in plan["actions"]] == ["2026", "2027"]
    assert [a["statut"]["valeur"] for a in plan["actions"]] == ["realisee", "a_preparer"]
    assert "colonne_ignoree" in get_codes(plan)


def build_fiche(numero: int, titre: str, pilote: str) -> list[list[str]]:
    return [
        [f"Fiche action n° {numero}", ""],
        ["Titre", titre],
        ["Pilote", pilote],
        ["Public", "Élus"],
        ["Budget", f"{numero} 000 €"],
    ]


def test_fiches_side_by_side_and_one_under_the_other_under_one_banner():
    def join(gauche: list[list[str]], droite: list[list[str]]) -> list[list[str]]:
        return [[*a, "", *b] for a, b in zip(gauche, droite, strict=True)]

    lignes = [
        ["Axe 3 : Vivre ensemble"],
        *join(build_fiche(1, "Jouer", "Anne Bo"), build_fiche(2, "Planter", "Luc Da")),
        [],
        *join(build_fiche(3, "Rouler", "Zoé Hy"), build_fiche(4, "Fêter", "Ali Ko")),
    ]
    plan = lire(build_xlsx({"Fiches": lignes}, {"Fiches": ["A1:E1"]}), "fiches.xlsx")
    assert get_arbre(plan) == [(1, "3", "Vivre ensemble", None)]
    assert get_actions(plan, "numero", "titre", "pilotes", "rattachement") == [
        (str(rang), titre, [pilote], ["Vivre ensemble"])
        for rang, titre, pilote in (
            (1, "Jouer", "Anne Bo"),
            (2, "Planter", "Luc Da"),
            (3, "Rouler", "Zoé Hy"),
            (4, "Fêter", "Ali Ko"),
        )
    ]
    assert [a["source"]["ligne"] for a in plan["actions"]] == [2, 2, 8, 8]
    assert [a["budget"][0]["montant"] for a in plan["actions"]] == [1000.0, 2000.0, 3000.0, 4000.0]


def test_a_summary_and_its_fiches_are_one_action_each_and_old_sheets_stay_out():
    suivi = [["N°", "Axe", "Action", "Statut"], [1, "Axe 1 – Enfance", "Jouer", "Fait"]]
    ancien = [["N°", "Action", "Statut"], [1, "Sauter", "Fait"]]
    fiche = [["Fiche action", 1], ["Titre", "Jouer"], ["Description", "Un lieu de jeu."], ["Pilote", "Anne Bo"]]
    plan = lire(
        build_xlsx({"Suivi": suivi, "Fiche 1": fiche, "Modèle vierge": fiche, "Ancien plan": ancien}), "plan.xlsx"
    )
    assert get_actions(plan, "numero", "titre", "description", "pilotes", "rattachement") == [
        ("1", "Jouer", "Un lieu de jeu.", ["Anne Bo"], ["Enfance"])
    ]
    assert plan["actions"][0]["statut"]["valeur"] == "realisee"
    assert sorted(get_codes(plan)) == ["doublon", "feuille_ecartee", "feuille_ecartee"]


def test_a_summary_in_a_text_document_gives_its_place_to_the_fiches():
    word = Word().titre("Récapitulatif", 1).tableau([["N°", "Action", "Page"], ["1", "Jouer", "4"]])
    word.texte("Fiche-action 1 : Jouer", gras=True).tableau(
        [["Pilote : Anne Bo", "Partenaires : Caf, PMI"], ["Description : Un lieu.", "Calendrier : 2026"]]
    )
    plan = lire(word.build(), "plan.docx")
    assert plan["arbre"] == []
    assert get_actions(plan, "source", "titre", "description", "pilotes", "partenaires") == [
        ({"tableau": 2}, "Jouer", "Un lieu.", ["Anne Bo"], ["Caf", "PMI"])
    ]


def test_names_of_communes_and_of_funders_under_a_group_are_ticked():
    lignes = [
        ["Action", "Communes concernées", "", "Financeurs", "", "À faire", "Réalisé"],
        ["", "Vic", "Bray", "Caf", "MSA", "", ""],
        ["Ouvrir", "x", "x", "x", "", "", "x"],
        ["Animer", "", "x", "", "2 000 €", "x", ""],
    ]
    fusions = {"Plan": ["B1:C1", "D1:E1", "A1:A2", "F1:F2", "G1:G2"]}
    plan = lire(build_xlsx({"Plan": lignes}, fusions), "plan.xlsx")
    ouvrir, animer = plan["actions"]
    assert (ouvrir["communes"], animer["communes"]) == (["Vic", "Bray"], ["Bray"])
    assert (ouvrir["statut"]["valeur"], animer["statut"]["valeur"]) == ("realisee", "a_preparer")
    assert ouvrir["budget"] == []
    assert animer["budget"] == [{"annee": None, "financeur": "MSA", "sens": "produit", "montant": 2000.0}]
    assert "financeur_sans_montant" in get_codes(plan)


def test_what_was_measured_beside_an_indicator_is_no_progress():
    lignes = [
        ["Action", "Statut", "Indicateur : cible", "Réalisé 2025"],
        ["Ouvrir", "Fait", "Nombre de séances : 40", 35],
    ]
    action = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")["actions"][0]
    assert "avancement" not in action
    assert action["indicateurs"] == [
        {"libelle": "Nombre de séances", "unite": None, "reference": None, "cible": 40.0, "valeurs": {"2025": 35.0}}
    ]


def test_a_formula_that_nobody_computed_is_said_and_read_as_nothing():
    def put_formules(livre: Workbook) -> None:
        livre.worksheets[0]["B2"] = "=1+1"
        livre.worksheets[0]["A3"] = '="Anim"&"er"'

    lignes = [["Action", "Budget", "Pilote"], ["Ouvrir", "", "Anne Bo"], ["", "", "Luc Da"]]
    plan = lire(build_xlsx({"Plan": lignes}, None, put_formules), "plan.xlsx")
    assert get_actions(plan, "titre", "budget") == [("Ouvrir", [])]
    messages = [w["message"] for w in plan["warnings"] if w["code"] == "erreur_de_formule"]
    assert len(messages) == 2
    assert all("pas de résultat enregistré" in message for message in messages)


def test_parts_of_a_value_that_bear_their_own_label_and_a_table_of_steps():
    word = Word().titre("Thématique : Parentalité", 1)
    word.tableau(
        [
            ["Fiche-action 12 : Organiser une semaine", "", ""],
            ["Pilotage", "Structure : CC Brès", "Référent : Anne Bo"],
            ["Calendrier", "Début : janvier 2026", "Fin : décembre 2027"],
            ["Étapes", "Échéance", "Responsable"],
            ["Réunir le comité", "mars 2026", "Luc Da"],
            ["Communiquer", "mai 2026", "Zoé Hy"],
            ["Budget", "4 500 €", ""],
            ["Statut", "À lancer", ""],
        ],
        [(0, 0, 0, 2)],
    )
    plan = lire(word.build(), "fiche.docx")
    assert get_arbre(plan) == [(1, None, "Parentalité", None)]
    assert len(plan["actions"]) == 1
    action = plan["actions"][0]
    assert (action["numero"], action["titre"]) == ("12", "Organiser une semaine")
    assert (action["structures_porteuses"], action["pilotes"]) == (["CC Brès"], ["Anne Bo"])
    assert action["calendrier"] == {"debut": "2026-01", "fin": "2027-12", "texte": None}
    assert action["budget"][0]["montant"] == 4500.0


def test_a_table_that_begins_again_without_a_heading_goes_on_under_its_last_level():
    titres = ["N°", "Action", "Pilote"]
    word = Word().titre("Plan d’actions", 1)
    word.tableau([titres, ["Axe A – Logement", "", ""], ["1", "Aider", "CC"]], [(1, 0, 1, 2)])
    word.tableau([titres, ["2", "Rénover", "CC"]]).titre("Autres actions", 1).tableau([titres, ["3", "Bouger", "CC"]])
    plan = lire(word.build(), "plan.docx")
    assert get_actions(plan, "titre", "rattachement") == [
        ("Aider", ["Logement"]),
        ("Rénover", ["Logement"]),
        ("Bouger", ["Autres actions"]),
    ]


def test_a_page_in_two_columns_is_read_one_column_after_the_other():
    pdf = build_pdf(
        PAGE.format(", columns:2")
        + "== Action 1 : Ouvrir une ludothèque\n*Pilote :* Anne Bo\n\n*Description :* Un lieu de jeu ouvert à toutes "
        "les familles du territoire, deux fois par semaine.\n\n*Budget :* 9 000 €\n#colbreak()\n"
        "== Action 2 : Créer un festival\n*Pilote :* Luc Da\n\n*Description :* Trois jours de fête en juin, portés "
        "par les associations et les écoles.\n\n*Budget :* 12 k€\n"
    )
    plan = lire(pdf, "plan.pdf")
    assert get_actions(plan, "titre", "pilotes", "description") == [
        (
            "Ouvrir une ludothèque",
            ["Anne Bo"],
            "Un lieu de jeu ouvert à toutes les familles du territoire, deux fois par semaine.",
        ),
        (
            "Créer un festival",
            ["Luc Da"],
            "Trois jours de fête en juin, portés par les associations et les écoles.",
        ),
    ]


def test_labels_on_the_left_and_values_on_the_right_are_read_across():
    lignes = "".join(
        f"[*{etiquette}*], [{valeur}],"
        for etiquette, valeur in (
            ("Intitulé de l’action", "Ouvrir une ludothèque"),
            ("Pilote", "Anne Bo"),
            ("Public", "Familles"),
            ("Statut", "En cours"),
        )
    )
    typographie = PAGE.format("") + f"= Fiche action 1 : Ouvrir\n#grid(columns:(1fr, 1fr), row-gutter:1em, {lignes})\n"
    plan = lire(build_pdf(typographie), "fiche.pdf")
    assert get_actions(plan, "pilotes", "publics") == [(["Anne Bo"], ["Familles"])]


def test_a_table_over_two_pages_with_the_same_header_of_page_is_one():
    lignes = "".join(f"[{rang}], [Mener le projet {rang}], [Anne Bo]," for rang in range(1, 60))
    pdf = build_pdf(
        PAGE.format(", header:[CTG du Val]") + f"#table(columns:3, table.header([N°],[Action],[Pilote]), {lignes})\n"
    )
    plan = lire(pdf, "plan.pdf")
    assert [a["source"] for a in plan["actions"]] == [{"tableau": 1}] * 59


def test_a_number_above_those_that_it_opens_is_a_level_and_short_titles_are_known():
    lignes = [
        ["N°", "Libellé", "Resp.", "Part.", "Éch.", "Avanc."],
        ["1", "AXE ÉDUCATION"],
        [1.1, "Mettre en place un PEDT", "Anne Bo", "Caf", "31/12/2026", "10%"],
        ["1.2", "Ouvrir un CLAS", "Luc Da", "", "", "fait"],
        ["2", "AXE CULTURE"],
        ["2.1", "Créer un festival", "", "", "", ""],
    ]
    plan = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")
    assert get_arbre(plan) == [(1, "1", "AXE ÉDUCATION", None), (1, "2", "AXE CULTURE", None)]
    assert get_actions(plan, "numero", "titre", "pilotes", "partenaires") == [
        ("1.1", "Mettre en place un PEDT", ["Anne Bo"], ["Caf"]),
        ("1.2", "Ouvrir un CLAS", ["Luc Da"], []),
        ("2.1", "Créer un festival", [], []),
    ]
    assert plan["actions"][0]["calendrier"]["fin"] == "2026-12-31"
    assert plan["actions"][0]["avancement"] == 10


def test_a_label_above_a_sentence_that_opens_with_the_same_word():
    lignes = [
        ["FICHE-ACTION N°1 : Créer un relais", ""],
        ["Pilote", "Échéance"],
        ["Anne Bo", "2027"],
        ["Description", ""],
        ["Description des ateliers prévus.", ""],
        ["Indicateurs", ""],
        ["- Un indicateur", ""],
    ]
    fusions = {"1": ["A1:B1", "A4:B4", "A5:B5", "A6:B6", "A7:B7"]}
    action = lire(build_xlsx({"1": lignes}, fusions), "fiches.xlsx")["actions"][0]
    assert (action["pilotes"], action["calendrier"]["fin"]) == (["Anne Bo"], "2027")
    assert action["description"] == "Description des ateliers prévus."
    assert [indicateur["libelle"] for indicateur in action["indicateurs"]] == ["Un indicateur"]


def test_headings_without_a_word_of_level_above_fiches_of_bold_labels():
    word = Word().titre("I. Petite enfance", 1).titre("A. Écouter les parents", 2)
    word.titre("Créer une crèche", 3).etiquette("Porteur : ", "CC").etiquette("Échéance : ", "2027")
    word.titre("II. Jeunesse", 1).titre("Ouvrir un point d’accueil", 3)
    word.etiquette("Porteur : ", "Caf").etiquette("Échéance : ", "2028")
    plan = lire(word.build(), "plan.docx")
    assert get_arbre(plan) == [
        (1, "I", "Petite enfance", None),
        (2, "A", "Écouter les parents", "I"),
        (1, "II", "Jeunesse", None),
    ]
    assert get_actions(plan, "titre", "rattachement") == [
        ("Créer une crèche", ["Petite enfance", "Écouter les parents"]),
        ("Ouvrir un point d’accueil", ["Jeunesse"]),
    ]


def test_a_ticked_not_done_does_not_say_where_the_action_is():
    lignes = [["Action", "Fait", "En cours", "Non fait"], ["Ouvrir", "", "", "x"], ["Animer", "x", "", ""]]
    plan = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")
    assert [a["statut"] for a in plan["actions"]] == [
        {"valeur": None, "texte": "Non fait"},
        {"valeur": "realisee", "texte": "Fait"},
    ]
    assert "statut_inconnu" in get_codes(plan)


def test_what_was_planned_and_done_each_year_is_no_status_and_parts_say_who_pays():
    lignes = [
        ["Code", "Fiche action", "Réalisé 2025", "État fin 2025", "Coût total", "dont Caf"],
        ["A.1", "Renforcer", "Animatrice recrutée", "réalisé", "20 000 €", "8 000 €"],
        ["A.2", "Former", "Une session", "en cours", "", ""],
    ]
    plan = lire(build_xlsx({"Bilan": lignes}), "bilan.xlsx")
    assert [a["statut"]["valeur"] for a in plan["actions"]] == ["realisee", "en_cours"]
    assert [(m["financeur"], m["sens"], m["montant"]) for m in plan["actions"][0]["budget"]] == [
        (None, "charge", 20000.0),
        ("Caf", "produit", 8000.0),
    ]


def test_a_formula_of_another_file_that_gave_nothing_is_said():
    def put_formule(livre: Workbook) -> None:
        livre.worksheets[0]["B2"] = "=[1]Budget!C4"

    lignes = [["Action", "Budget", "Pilote"], ["Ouvrir", "", "Anne Bo"]]
    plan = lire(build_xlsx({"Plan": lignes}, None, put_formule), "plan.xlsx")
    assert [w["code"] for w in plan["warnings"] if w["code"] == "erreur_de_formule"] == ["erreur_de_formule"]
    cellule = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    vide = '<table:table-cell table:formula="of:=[\'file:///budget.ods\'#$Plan.B2]" office:value-type="string"/>'
    entetes = "".join(cellule.format("", titre) for titre in ("Action", "Pilote", "Budget"))
    valeurs = "".join(cellule.format("", texte) for texte in ("Ouvrir", "Anne Bo")) + vide
    rangees = f"<table:table-row>{entetes}</table:table-row><table:table-row>{valeurs}</table:table-row>"
    plan = lire(build_ods(f'<table:table table:name="Plan">{rangees}</table:table>'), "plan.ods")
    assert [w["lieu"]["colonne"] for w in plan["warnings"] if w["code"] == "erreur_de_formule"] == ["Budget"]


@pytest.mark.parametrize("liste", ["- Ouvrir une crèche\n- Créer un lieu", "Ouvrir une crèche\nCréer un lieu"])
def test_a_cell_that_lists_actions_is_as_many_and_its_amount_is_nobody_s(liste):
    lignes = [["Action", "Pilote", "Budget"], [liste, "Anne Bo", 5000], ["Animer", "Luc Da", 300]]
    plan = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")
    assert get_actions(plan, "titre", "pilotes") == [
        ("Ouvrir une crèche", ["Anne Bo"]),
        ("Créer un lieu", ["Anne Bo"]),
        ("Animer", ["Luc Da"]),
    ]
    assert [len(action["budget"]) for action in plan["actions"]] == [0, 0, 1]
    dits = [(w["code"], w["lieu"]["ligne"]) for w in plan["warnings"] if w["code"] != "statut_absent"]
    assert dits == [("montant_non_reparti", 2), ("plusieurs_actions", 2)]


def test_a_list_under_words_that_open_it_is_one_action_and_is_said():
    liste = "Aménager :\n- la cour\n- le préau"
    lignes = [["Action", "Pilote"], [liste, "Anne Bo"], ["Animer", "Luc Da"]]
    plan = lire(build_xlsx({"Plan": lignes}), "plan.xlsx")
    assert len(plan["actions"]) == 2
    [dit] = [w for w in plan["warnings"] if w["code"] == "plusieurs_actions"]
    assert "une par ligne" in dit["message"]
