"""Families of faults seen over plans that people have, each by other files than those on which it was first mended."""

import pytest

from tests.plan_action.lecteur_plans.fabrique import (
    Word,
    build_pdf,
    build_xlsx,
    get_actions,
    get_arbre,
    get_codes,
    lire,
)

PILOTE = ["Pilote", "Anne Bo"]


def list_montants(plan: dict) -> list[list[tuple]]:
    return [
        [(m["annee"], m["financeur"], m["sens"], m["montant"]) for m in action["budget"]] for action in plan["actions"]
    ]


def lire_csv(*lignes: str) -> dict:
    return lire("\n".join(lignes).encode(), "plan.csv")


# --- Dates --------------------------------------------------------------------------------------------------------
def test_zero_dates_of_a_csv_are_said_and_slide_nothing():
    plan = lire_csv("Action;Date de début;Date de fin;Statut", "Lire;0;1899-12-31T00:00:00;prévu")
    assert [(a["titre"], a["calendrier"]["debut"], a["calendrier"]["fin"]) for a in plan["actions"]] == [
        ("Lire", None, None)
    ]
    assert get_codes(plan)[:2] == ["date_zero", "date_zero"]


@pytest.mark.parametrize(
    ("texte", "bornes"),
    [
        ("2026 →", ("2026", None)),
        ("2026 - …", ("2026", None)),
        ("avant l’été 2027", (None, "2027")),
        ("dès l’été 2026", ("2026", None)),
    ],
)
def test_calendar_that_says_one_bound(texte, bornes):
    (action,) = lire(build_xlsx({"P": [["Action", "Calendrier"], ["Ouvrir", texte]]}), "p.xlsx")["actions"]
    assert (action["calendrier"]["debut"], action["calendrier"]["fin"]) == bornes
    assert action["calendrier"]["texte"] == texte


# --- Money --------------------------------------------------------------------------------------------------------
def test_recettes_of_each_funder_and_their_total():
    plan = lire_csv(
        "Action;Dépenses;Recettes Caf;Recettes CC;Total recettes",
        "Café;3 000 €;1 500 €;1 500 €;3 000 €",
        "Parole;1 000 €;400 €;600 €;900 €",
        "3 actions dont 1 réalisée;;;;",
        "Reste à charge;0;;;",
    )
    assert list_montants(plan)[0] == [
        (None, None, "charge", 3000.0),
        (None, "Caf", "produit", 1500.0),
        (None, "CC", "produit", 1500.0),
    ]
    assert get_actions(plan, "titre") == ["Café", "Parole"]
    assert get_codes(plan)[:3] == ["somme_incoherente", "ligne_total", "ligne_total"]


def test_columns_called_by_the_name_of_a_funder_hold_what_it_gives():
    plan = lire_csv("Action;Coût;Caf;État;Communes", "Ouvrir;1 000;400;100;500")
    assert list_montants(plan) == [
        [
            (None, None, "charge", 1000.0),
            (None, "Caf", "produit", 400.0),
            (None, "État", "produit", 100.0),
            (None, "Communes", "produit", 500.0),
        ]
    ]


def test_what_one_funder_gives_of_a_cost_is_no_mistake():
    assert "somme_incoherente" not in get_codes(lire_csv("Action;Coût;Dont Caf", "Ouvrir;1 000;400"))


@pytest.mark.parametrize("titre", ["Plan de financement", "Budget", "Financeurs"])
def test_funders_by_year_under_a_short_fiche(titre):
    """A fiche of two labels is one by its banner."""
    word = Word().tableau([["Fiche action n° 2", "Créer un relais"], PILOTE])
    word.tableau(
        [[titre, "2026", "2027"], ["Caf (PS)", "12 000", "-"], ["CC", "8 000", "9 000"], ["TOTAL", "20 000", "9 000"]]
    )
    plan = lire(word.build(), "plan.docx")
    assert list_montants(plan) == [
        [(2026, "Caf (PS)", "produit", 12000.0), (2026, "CC", "produit", 8000.0), (2027, "CC", "produit", 9000.0)]
    ]
    assert get_codes(plan) == ["total_verifie", "statut_absent"]


@pytest.mark.parametrize(
    "tableau",
    [
        [["CHARGES", "Montant", "PRODUITS", "Montant"], ["Personnel", "10", "Caf", "6"], ["Achats", "1", "CC", "5"], ["TOTAL", "11", "TOTAL", "11"]],
        [["", "Dépenses", "Recettes", ""], ["", "10 €", "Caf : 6 €", ""], ["", "1 €", "CC : 5 €", ""]],
    ],
)  # fmt: skip
def test_two_sides_of_a_budget_in_a_table_of_its_own(tableau):
    annees = [2026, 2027] if not tableau[0][0] else [None, None]
    tableau = [
        [str(annees[rang - 1]) if rang and annees[0] else ligne[0], *ligne[1:]] for rang, ligne in enumerate(tableau)
    ]
    plan = lire(Word().tableau([["Fiche n° 1", "Ouvrir"], PILOTE]).tableau(tableau).build(), "plan.docx")
    assert sorted(list_montants(plan)[0], key=str) == sorted(
        [
            (annees[0], None, "charge", 10.0),
            (annees[1], None, "charge", 1.0),
            (annees[0], "Caf", "produit", 6.0),
            (annees[1], "CC", "produit", 5.0),
        ],
        key=str,
    )


def test_years_and_shares_beside_a_funder_are_no_part_of_its_name():
    plan = lire_csv(
        "Action;Financement", '"Lire";"Année 2026 : Caf 5 000 €, CC 3 000 €"', '"Rire";"3 000 € (Caf 50 %, CC 50 %)"'
    )
    assert list_montants(plan) == [
        [(2026, "Caf", "produit", 5000.0), (2026, "CC", "produit", 3000.0)],
        [(None, None, "produit", 3000.0)],
    ]
    assert "montant_illisible" in get_codes(plan)


# --- Titles, levels -----------------------------------------------------------------------------------------------
def test_axis_that_goes_on_is_one_and_a_level_without_a_number_is_read():
    word = (
        Word()
        .titre("Axe 1 – Petite enfance", 1)
        .texte("Objectif : accueillir")
        .tableau([["Action", "Qui"], ["Ouvrir", "Anne"]])
    )
    word.titre("AXE 1 - PETITE ENFANCE (suite)", 1).texte("Le contexte de cet axe est connu.").tableau(
        [["Action", "Qui"], ["Lire", "Anne"]]
    )
    plan = lire(word.build(), "plan.docx")
    assert get_arbre(plan) == [(1, "1", "Petite enfance", None), (2, None, "accueillir", "1")]
    assert get_actions(plan, "rattachement") == [["Petite enfance", "accueillir"], ["Petite enfance"]]
    # What stands under no action is said.
    assert [w["message"] for w in plan["warnings"] if w["code"] == "texte_hors_action"] == [
        "Un paragraphe n’est sous aucune action, et pas repris\u00a0: «\u00a0Le contexte de cet axe est connu.\u00a0»."
    ]


def test_codes_of_fiches_are_their_numbers_whatever_the_title_of_their_column():
    plan = lire_csv(
        "Fiche;Intitulé;Référent;Avancement mars 2026;Avancement juin 2026",
        "FA1;Ouvrir;Anne Bo;Non démarré;En cours",
    )
    (action,) = plan["actions"]
    assert (action["numero"], action["titre"], action["statut"]["valeur"]) == ("FA1", "Ouvrir", "en_cours")
    assert "statut_contradictoire" not in get_codes(plan)


def test_fiche_cut_in_two_whose_banner_repeats_its_number_alone():
    word = Word().tableau([["FICHE ACTION N° 4", "Créer une ludothèque"], PILOTE, ["Description", "Un lieu."]])
    word.tableau([["FICHE ACTION N° 4 (suite)", ""], ["Partenaires", "Caf"], ["Indicateurs", "Nombre de prêts"]])
    plan = lire(word.build(), "plan.docx")
    assert get_actions(plan, "titre", "pilotes", "partenaires") == [("Créer une ludothèque", ["Anne Bo"], ["Caf"])]


def test_labels_above_their_values_hold_names_that_look_like_labels():
    word = Word().tableau(
        [
            ["Fiche 12 – Ouvrir un lieu"],
            ["Porteur"],
            ["Commune de Vic"],
            ["Pilote"],
            ["Anne Bo"],
            ["Échéance"],
            ["2027"],
        ]
    )
    (action,) = lire(word.build(), "plan.docx")["actions"]
    assert (action["structures_porteuses"], action["communes"]) == (["Commune de Vic"], [])


def test_list_whose_items_say_their_pilot_after_a_dash():
    word = Word().titre("Axe 1 : Enfance", 1).texte("Ouvrir un lieu. Pilote : Anne Bo", puce=True)
    plan = lire(word.texte("Éditer un guide – pilote Luc Da – juin 2026", puce=True).build(), "plan.docx")
    assert get_actions(plan, "titre", "pilotes")[1] == ("Éditer un guide", ["Luc Da"])
    assert plan["actions"][1]["calendrier"]["fin"] == "2026-06"


# --- Statuses, progress, indicators ------------------------------------------------------------------------------
def test_rhythm_and_signs_are_no_statuses_and_one_is_the_whole_among_parts():
    plan = lire(
        build_xlsx({"P": [["Action", "Statut", "% avancement"], ["A", "annuel", 1], ["B", "🟢", 0.5]]}), "p.xlsx"
    )
    assert [(a["statut"]["valeur"], a["avancement"]) for a in plan["actions"]] == [(None, 100), (None, 50)]
    assert get_codes(plan)[:2] == ["statut_inconnu", "statut_inconnu"]


def test_numbered_indicators_of_a_fiche_keep_their_words():
    fiche = [
        ["Titre", "Ouvrir"],
        PILOTE,
        ["Public", "Tous"],
        ["Indicateur 1", "Nombre de places", 12],
        ["Indicateur 2", "Taux de présence"],
    ]
    plan = lire(build_xlsx({"FA1": fiche, "Sommaire": [["N°", "Fiche", "Page"], [1, "Lieu", 2]]}), "p.xlsx")
    assert [(i["libelle"], i["cible"]) for i in plan["actions"][0]["indicateurs"]] == [
        ("Nombre de places", 12.0),
        ("Taux de présence", None),
    ]
    # A table of contents is no list of actions.
    assert len(plan["actions"]) == 1
    assert "feuille_ecartee" in get_codes(plan)


# --- Records and pages --------------------------------------------------------------------------------------------
def test_record_whose_last_cell_is_empty_slides_too_and_one_that_fits_does_not():
    plan = lire_csv(
        "Action;Pilote;Public;Statut;Lien",
        "Rire; chanter;Luc Da;Jeunes;fait;",
        "Lire;Luc Da;Élèves;fait;x;y",
        "Dire;Familles;en cours;",
    )
    assert get_actions(plan, "titre", "pilotes")[:2] == [("Rire; chanter", ["Luc Da"]), ("Lire", ["Luc Da"])]
    assert [(w["code"], w["lieu"]["ligne"]) for w in plan["warnings"][:3]] == [
        ("ligne_decalee", 2),
        ("ligne_decalee", 3),
        ("ligne_decalee", 4),
    ]


def test_foot_of_a_single_page_and_a_label_under_a_full_line_enter_no_field():
    plan = lire(
        build_pdf(
            "#set page(footer:[CTG des Trois Gués])\n*Fiche action 1 : Ouvrir*\n\nPilote : Anne Bo\n\n"
            "Indicateurs : nombre de réunions de participants\n\nÉchéance : 2028\n\nDescription : Un lieu."
        ),
        "plan.pdf",
    )
    (action,) = plan["actions"]
    assert (action["description"], action["calendrier"]["fin"]) == ("Un lieu.", "2028")
    assert [i["libelle"] for i in action["indicateurs"]] == ["nombre de réunions de participants"]
    assert get_codes(plan)[0] == "en_tete_ou_pied"


# --- Several sheets -----------------------------------------------------------------------------------------------
SUIVI = [["N°", "Action", "Pilote", "Statut"], ["1.1", "Crèche", "Anne Bo", "En cours"]]


@pytest.mark.parametrize("is_avant", [False, True])
def test_sheet_that_says_other_things_of_the_same_actions_completes_them(is_avant):
    argent = [["N°", "Action", "Financeur", "2026"], ["1.1", "Crèche", "Caf", 1000], ["1.1", "Crèche", "CC", 500]]
    feuilles = {"Financement": argent, "Actions": SUIVI} if is_avant else {"Actions": SUIVI, "Financement": argent}
    plan = lire(build_xlsx(feuilles), "p.xlsx")
    (action,) = plan["actions"]
    assert (action["pilotes"], action["statut"]["valeur"]) == (["Anne Bo"], "en_cours")
    assert list_montants(plan) == [[(2026, "Caf", "produit", 1000.0), (2026, "CC", "produit", 500.0)]]
    assert set(get_codes(plan)) == {"doublon"}


def test_sheet_that_says_otherwise_changes_nothing_and_what_it_says_is_told():
    autre = [SUIVI[0], ["1.1", "Crèche", "Luc Da", "Fait"]]
    plan = lire(build_xlsx({"2026": SUIVI, "2027": autre}), "p.xlsx")
    assert get_actions(plan, "pilotes") == [["Anne Bo"]]
    (message,) = [w["message"] for w in plan["warnings"]]
    assert message.endswith("ce qui y est dit autrement n’est pas repris (statut «\u00a0Fait\u00a0», pilotes).")


def test_total_of_a_cell_is_the_cost_when_the_rest_says_who_pays():
    plan = lire_csv("Action;Combien ça coûte ?", '"Lire";"Total : 30 €\nCaf : 20 €\nCC : 10 €"')
    assert list_montants(plan) == [
        [(None, None, "charge", 30.0), (None, "Caf", "produit", 20.0), (None, "CC", "produit", 10.0)]
    ]


def test_share_of_a_funder_is_no_amount_and_what_is_left_to_pay_is_one():
    plan = lire_csv("Action;Coût;Participation Caf (%);Reste à charge CC", "Lire;8 000;60;3 200")
    assert list_montants(plan) == [[(None, None, "charge", 8000.0), (None, "CC", "produit", 3200.0)]]
    assert "colonne_ignoree" in get_codes(plan)


def test_record_cut_in_its_list_of_partners_keeps_its_people():
    plan = lire_csv("Action;Pilote;Porteur;Partenaires", "Lire;Anne Roy et Luc Da;CC;écoles ; collège ; RPE")
    assert get_actions(plan, "titre", "pilotes", "partenaires") == [
        ("Lire", ["Anne Roy", "Luc Da"], ["écoles", "collège", "RPE"])
    ]


def test_bold_numbered_titles_under_a_heading_are_actions_with_one_label():
    word = (
        Word()
        .titre("Axe 1 : Parentalité", 1)
        .texte("1.1 Organiser un forum", gras=True)
        .texte("Il a lieu chaque année.")
    )
    word.texte("Pilote : Anne Bo").texte("1.2 Créer un LAEP", gras=True).texte(
        "Pilote : Luc Da. Partenaires : Caf, PMI."
    )
    plan = lire(word.build(), "plan.docx")
    assert get_actions(plan, "numero", "pilotes", "partenaires") == [
        ("1.1", ["Anne Bo"], []),
        ("1.2", ["Luc Da"], ["Caf", "PMI"]),
    ]


def test_last_label_of_two_pages_that_say_the_same_is_no_footer():
    page = "#text(size:14pt)[Fiche action {} : {}]\n\n#grid(columns:(4cm,9cm),row-gutter:7pt,[Pilote],[Anne],[Public],[Tous],[Budget],[10 €],[Indicateurs],[Nombre de familles])"
    contenu = "#set page(height:9cm)\n" + "\n#pagebreak()\n".join(page.format(*p) for p in ((1, "Ouvrir"), (2, "Rire")))
    plan = lire(build_pdf(contenu), "plan.pdf")
    assert [i["libelle"] for a in plan["actions"] for i in a["indicateurs"]] == ["Nombre de familles"] * 2


# --- What a third look found --------------------------------------------------------------------------------------
def test_sums_without_a_word_under_a_column_of_totals_are_of_no_action():
    titres = ["Action", "Pilote", "Budget 2026", "Budget 2027", "Total"]
    lignes = [["Créer", "Anne", 10, 5, 15], ["Former", "Luc", 20, None, 20], ["", "", 30, 5, 35]]
    plan = lire(build_xlsx({"P": [titres, *lignes]}), "p.xlsx")
    assert [len(montants) for montants in list_montants(plan)] == [2, 1]
    assert "ligne_total" in get_codes(plan)


def test_amounts_followed_by_their_year_and_a_funder_said_once():
    plan = lire_csv(
        "Action;Coût;Financement",
        '"Lire";"18 000 € en 2026 et 25 000 € en 2027";"Caf 9 000 € en 2026, 12 000 € en 2027 ; CC 9 000 € en 2026"',
    )
    assert list_montants(plan) == [
        [
            (2026, None, "charge", 18000.0),
            (2027, None, "charge", 25000.0),
            (2026, "Caf", "produit", 9000.0),
            (2027, "Caf", "produit", 12000.0),
            (2026, "CC", "produit", 9000.0),
        ]
    ]


def test_labels_on_one_line_and_short_ones():
    word = Word().titre("Action 1 : Ouvrir", 2).etiquette("Pilote : ", "Anne Bo Structure : CC du Val")
    word.etiquette("Avec : ", "Caf, communes de Vic et de Pons").etiquette("Pour : ", "familles").etiquette(
        "Truc : ", "Zut"
    ).etiquette("Bidule : ", "Zou")
    plan = lire(word.build(), "plan.docx")
    (action,) = plan["actions"]
    assert (action["pilotes"], action["structures_porteuses"]) == (["Anne Bo"], ["CC du Val"])
    assert (action["partenaires"], action["publics"]) == (["Caf", "communes de Vic et de Pons"], ["familles"])
    # Two labels that nobody knows are two remarks.
    assert get_codes(plan).count("etiquette_inconnue") == 2


def test_level_on_a_row_above_the_titles_of_a_table_of_word():
    tableau = [
        ["Axe 1 : Enfance", ""],
        ["Action", "Pilote"],
        ["Ouvrir", "Anne"],
        ["Axe 2 : Jeunesse", ""],
        ["Action", "Pilote"],
        ["Rire", "Luc"],
    ]
    plan = lire(Word().tableau(tableau, [(0, 0, 0, 1), (3, 0, 3, 1)]).build(), "plan.docx")
    assert get_actions(plan, "titre", "rattachement") == [("Ouvrir", ["Enfance"]), ("Rire", ["Jeunesse"])]


def test_total_at_the_foot_is_compared_with_its_lines():
    lignes = [["Axe A", ""], ["Créer", 10], ["Former", 20], ["Sous-total", 30], ["Rire", 5], ["Total", 40]]
    plan = lire(build_xlsx({"P": [["Action", "Budget"], *lignes]}), "p.xlsx")
    dites = [w for w in plan["warnings"] if w["code"] == "somme_incoherente"]
    assert [(w["lieu"]["ligne"], w["lieu"]["colonne"]) for w in dites] == [(7, "Budget")]
    lignes[-1][1] = 35
    assert "somme_incoherente" not in get_codes(lire(build_xlsx({"P": [["Action", "Budget"], *lignes]}), "p.xlsx"))
