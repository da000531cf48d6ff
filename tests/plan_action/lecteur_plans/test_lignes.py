"""Workbooks and CSV as territories keep them, rows that stand out, go on, add up or hide."""

from datetime import date

from tests.plan_action.lecteur_plans.fabrique import (
    build_xlsx,
    get_actions,
    get_arbre,
    get_codes,
    lire,
    set_gras,
)


def test_bold_capitals_title_rows_without_a_word_of_level():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Action", "Pilote", "Partenaires"],
                ["PETITE ENFANCE"],
                ["Ouvrir une crèche", "Anne Bo", "Caf"],
                ["Ouvrir un relais"],
                ["JEUNESSE"],
                ["Équiper un van", "Luc Da", "Caf"],
            ]
        },
        apres=lambda livre: set_gras(livre, "A1", "B1", "C1", "A2", "A5"),
    )
    plan = lire(contenu, "plan.xlsx")
    assert get_arbre(plan) == [(1, None, "PETITE ENFANCE", None), (1, None, "JEUNESSE", None)]
    # Alone on its row, but like the others: an action of which nothing else is said.
    assert get_actions(plan, "titre", "rattachement") == [
        ("Ouvrir une crèche", ["PETITE ENFANCE"]),
        ("Ouvrir un relais", ["PETITE ENFANCE"]),
        ("Équiper un van", ["JEUNESSE"]),
    ]


def test_repeated_titles_empty_rows_and_notes_under_the_table():
    titres = ["Action", "Pilote", "Statut"]
    contenu = build_xlsx(
        {
            "Plan": [
                titres,
                ["Ouvrir", "Anne Bo", "Fait"],
                [],
                titres,
                ["Animer", "Luc Da", "Fait"],
                [],
                ["* Source : comité technique du 3 mai"],
                ["NB : les coûts sont estimés"],
            ]
        }
    )
    plan = lire(contenu, "plan.xlsx")
    assert get_actions(plan, "titre") == ["Ouvrir", "Animer"]
    assert get_codes(plan) == ["ligne_ignoree", "ligne_ignoree"]


def test_hidden_and_filtered_rows_are_read_and_said():
    contenu = build_xlsx(
        {"Plan": [["Action", "Pilote", "Statut"], ["Ouvrir", "Anne Bo", "Fait"], ["Animer", "Luc Da", "Fait"]]},
        apres=lambda livre: setattr(livre.active.row_dimensions[3], "hidden", True),
    )
    plan = lire(contenu, "plan.xlsx")
    assert get_actions(plan, "titre") == ["Ouvrir", "Animer"]
    assert plan["warnings"][0]["lieu"] == {"feuille": "Plan", "ligne": 3}


def test_cell_merged_over_several_actions_holds_for_each_but_money_does_not():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Action", "Pilote", "Budget", "Statut"],
                ["Ouvrir", "Anne Bo", 9000, "En cours"],
                ["Animer", None, None, "En cours"],
                ["Fermer", None, None, "En cours"],
            ]
        },
        {"Plan": ["B2:B4", "C2:C3"]},
    )
    plan = lire(contenu, "plan.xlsx")
    assert get_actions(plan, "pilotes") == [["Anne Bo"]] * 3
    assert get_actions(plan, "budget") == [[], [], []]
    assert get_codes(plan) == ["montant_commun", "montant_commun"]


def test_action_merged_over_several_rows_gathers_them():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Action", "Partenaires", "Financeur", "Montant", "Indicateur", "Cible 2027"],
                ["Ouvrir", "Caf", "Caf", 5000, "Places", 12],
                [None, "MSA", "MSA", 2500, "Familles", 30],
                ["Animer", "PMI", None, None, None, None],
            ]
        },
        {"Plan": ["A2:A3"]},
    )
    plan = lire(contenu, "plan.xlsx")
    ouvrir, animer = plan["actions"]
    assert ouvrir["partenaires"] == ["Caf", "MSA"]
    assert [(m["financeur"], m["montant"]) for m in ouvrir["budget"]] == [("Caf", 5000.0), ("MSA", 2500.0)]
    assert [(i["libelle"], i["cible"]) for i in ouvrir["indicateurs"]] == [("Places", 12.0), ("Familles", 30.0)]
    assert animer["partenaires"] == ["PMI"]


def test_statuses_as_ticked_columns():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Action", "Pilote", "Avancement", None, None],
                [None, None, "À faire", "En cours", "Fait"],
                ["Ouvrir", "Anne Bo", None, "x", None],
                ["Animer", "Luc Da", None, None, "X"],
                ["Fermer", "Luc Da", "x", "x", None],
            ]
        },
        {"Plan": ["A1:A2", "B1:B2", "C1:E1"]},
    )
    plan = lire(contenu, "plan.xlsx")
    assert [statut["valeur"] for statut in get_actions(plan, "statut")] == ["en_cours", "realisee", None]
    assert "statut_contradictoire" in get_codes(plan)


def test_formula_errors_dates_as_numbers_and_yes_or_no():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Action", "Réalisée ?", "Date de début", "Budget"],
                ["Ouvrir", True, date(2025, 9, 1), "#REF!"],
                ["Animer", False, 45000, "=1+1"],
            ]
        }
    )
    plan = lire(contenu, "plan.xlsx")
    ouvrir, animer = plan["actions"]
    assert ouvrir["statut"] == {"valeur": "realisee", "texte": "oui"}
    assert ouvrir["calendrier"]["debut"] == "2025-09-01"
    assert ouvrir["budget"] == []
    # « Non » does not say where one is; a number in a column of dates is a day whose format was lost, and said.
    assert animer["statut"] == {"valeur": None, "texte": "non"}
    assert animer["calendrier"] == {"debut": "2023-03-15", "fin": None, "texte": None}
    assert "date_interpretee" in get_codes(plan)
    assert {"erreur_de_formule", "statut_inconnu"} <= set(get_codes(plan))


def test_indicators_of_levels_and_tables_that_add_to_the_actions():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Axe", "N°", "Action", "Statut"],
                ["Axe 1 : Enfance", "1.1", "Ouvrir", "En cours"],
                [None, "1.2", "Animer", "En cours"],
            ],
            "Indicateurs": [
                ["N°", "Indicateur", "Unité", "Valeur de référence", "Cible 2028", "2025", "2026"],
                ["1.1", "Places ouvertes", "places", 10, 24, 12, 18],
                ["1", "Taux de couverture", "%", 0.4, "55 %", None, None],
                ["9", "Perdu", None, None, None, None, None],
            ],
            "Budget": [["N° action", "Budget 2025", "Budget 2026"], ["1.2", 1000, "2 k€"]],
        }
    )
    plan = lire(contenu, "plan.xlsx")
    ouvrir, animer = plan["actions"]
    assert ouvrir["indicateurs"] == [
        {
            "libelle": "Places ouvertes",
            "unite": "places",
            "reference": 10.0,
            "cible": 24.0,
            "valeurs": {"2025": 12.0, "2026": 18.0},
        }
    ]
    assert [(m["annee"], m["montant"]) for m in animer["budget"]] == [(2025, 1000.0), (2026, 2000.0)]
    assert [(i["numero"], i["libelle"], i["cible"]) for i in plan["indicateurs_noeuds"]] == [
        ("1", "Taux de couverture", 55.0)
    ]
    assert "rattachement_introuvable" in get_codes(plan)


def test_summary_sheet_does_not_double_the_actions():
    contenu = build_xlsx(
        {
            "Axe 1": [
                ["Axe 1 : Enfance"],
                ["N°", "Action", "Pilote"],
                ["1.1", "Ouvrir", "Anne Bo"],
                ["1.2", "Animer", "Luc Da"],
            ],
            "Synthèse": [["N°", "Action", "Statut"], ["1.1", "Ouvrir", "Fait"], ["1.2", "Animer", "Fait"]],
        }
    )
    plan = lire(contenu, "plan.xlsx")
    assert get_actions(plan, "titre") == ["Ouvrir", "Animer"]
    assert get_codes(plan).count("doublon") == 2


def test_sheet_laid_out_as_a_fiche():
    def fiche(numero, titre):
        return [
            [f"FICHE ACTION N° {numero}"],
            [],
            ["Axe", "Axe 1 – Enfance"],
            ["Intitulé de l’action", titre],
            ["Pilote", "Anne Bo", "Porteur", "CC des Trois-Gués"],
            ["Calendrier", "2025-2027", "Coût", "8 000 €"],
            ["Description", "Un lieu ouvert deux matinées par semaine."],
            ["Constat", "Peu de lieux."],
        ]

    contenu = build_xlsx(
        {"FA1": fiche(1, "Ouvrir un lieu"), "FA2": fiche(2, "Équiper un van"), "Notes": [["rien"]]},
        {"FA1": ["A1:D1"], "FA2": ["A1:D1"]},
    )
    plan = lire(contenu, "fiches.xlsx")
    assert get_arbre(plan) == [(1, "1", "Enfance", None)]
    assert get_actions(plan, "numero", "titre", "pilotes", "structures_porteuses", "rattachement") == [
        ("1", "Ouvrir un lieu", ["Anne Bo"], ["CC des Trois-Gués"], ["Enfance"]),
        ("2", "Équiper un van", ["Anne Bo"], ["CC des Trois-Gués"], ["Enfance"]),
    ]
    assert get_actions(plan, "description")[0] == "Un lieu ouvert deux matinées par semaine."
    assert plan["actions"][0]["calendrier"] == {"debut": "2025", "fin": "2027", "texte": None}
    assert plan["actions"][0]["budget"][0]["montant"] == 8000.0


def test_corrections_of_a_person_hold_over_the_guess():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Action", "Gus", "Où en est-on", "Sigle"],
                ["Ouvrir", "Anne Bo", "vert", "X"],
                ["Animer", "Luc Da", "rouge", "Y"],
            ]
        }
    )
    avant = lire(contenu, "plan.xlsx")
    assert get_actions(avant, "pilotes") == [[], []]
    corrige = lire(
        contenu,
        "plan.xlsx",
        champs={"gus": "pilotes", "sigle": "ignore"},
        statuts={"vert": "realisee", "rouge": "bloquee"},
    )
    assert get_actions(corrige, "pilotes") == [["Anne Bo"], ["Luc Da"]]
    assert [statut["valeur"] for statut in get_actions(corrige, "statut")] == ["realisee", "bloquee"]
    assert "colonne_ignoree" not in get_codes(corrige)


def test_columns_that_are_not_understood_are_said():
    plan = lire(build_xlsx({"Plan": [["Action", "Pilote", "Kilométrage"], ["Ouvrir", "Anne Bo", "12"]]}), "plan.xlsx")
    assert {
        "code": "colonne_ignoree",
        "message": "La colonne «\u00a0Kilométrage\u00a0» n’est pas reprise.",
        "lieu": {"feuille": "Plan", "colonne": "Kilométrage"},
    } in plan["warnings"]


def test_titles_cut_short_and_a_body_beside_the_person_who_drives():
    contenu = build_xlsx(
        {
            "Suivi": [
                ["N°", "Enjeu", "Obj. op.", "Intitulé", "De quoi s’agit-il ?", "Chef de file", "Réf. tech.", "Coût", "Avanct"],
                ["A1", "ENJEU A : Grandir", "A.1 Accueillir", "Ouvrir un relais", "Deux matinées.", "Commune de Bray", "Anne Bo", "900 €/an", "Fait"],
                ["A2", None, "A.2 Informer", "Éditer un guide", "Un guide par an.", "Ligue du Bray", "Luc Da", "1 200 €", "Fait"],
            ]
        }
    )  # fmt: skip
    plan = lire(contenu, "plan.xlsx")
    assert get_arbre(plan) == [
        (1, "A", "Grandir", None),
        (2, "A.1", "Accueillir", "A"),
        (2, "A.2", "Informer", "A"),
    ]
    assert get_actions(plan, "titre", "pilotes", "structures_porteuses", "description") == [
        ("Ouvrir un relais", ["Anne Bo"], ["Commune de Bray"], "Deux matinées."),
        ("Éditer un guide", ["Luc Da"], ["Ligue du Bray"], "Un guide par an."),
    ]
    assert [action["budget"][0]["montant"] for action in plan["actions"]] == [900.0, 1200.0]
    assert get_codes(plan) == ["montant_approximatif"]


def test_chef_de_file_alone_drives():
    plan = lire(build_xlsx({"Plan": [["Action", "Chef de file"], ["Ouvrir un relais", "Anne Bo"]]}), "plan.xlsx")
    assert get_actions(plan, "pilotes", "structures_porteuses") == [(["Anne Bo"], [])]
