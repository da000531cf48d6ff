"""Workbooks and CSV as territories keep them, and what each must be read as."""

import time
from datetime import date

import pytest

from tests.plan_action.lecteur_plans.fabrique import (
    build_ligne_ods,
    build_ods,
    build_xlsx,
    get_actions,
    get_arbre,
    get_codes,
    lire,
)


def test_titles_on_row_four_and_levels_merged_down():
    contenu = build_xlsx(
        {
            "Plan": [
                ["PLAN D’ACTIONS DE LA CTG 2024-2028"],
                ["Mise à jour : 12/03/2025"],
                [],
                ["Axe", "Objectif", "N°", "Action", "Pilote(s)", "Partenaires", "Calendrier", "Coût", "État d’avancement"],
                ["Axe 1 – Petite enfance", "1.1 Développer l’accueil", "1.1.1", "Ouvrir une micro-crèche", "Marie Dupont, coordinatrice\nPaul Martin", "Caf, MSA et PMI", "T3 2026", "12 500 €", "fait"],
                ["", "", "1.1.2", "Créer un relais itinérant", "Mme Durand et M. Petit", "Caf / MSA", "2nd semestre 2025", "3k€", "en cours de réflexion"],
                ["", "1.2 Soutenir la parentalité", "1.2.1", "Ouvrir un lieu d’accueil", "NC", "à définir", "rentrée 2026", "NC", "stand by"],
                ["Axe 2 – Jeunesse", "2.1 Aller vers", "2.1.1", "Équiper un van", "Service Enfance et Jeunesse", "Mission locale ; collèges", "en continu", "12,5 K€", "abandonné en 2025"],
                ["TOTAL", "", "", "", "", "", "", "28 000 €"],
            ]
        },
        {"Plan": ["A1:I1", "A5:A7", "B5:B6"]},
    )  # fmt: skip
    plan = lire(contenu, "plan.xlsx")
    assert get_arbre(plan) == [
        (1, "1", "Petite enfance", None),
        (2, "1.1", "Développer l’accueil", "1"),
        (2, "1.2", "Soutenir la parentalité", "1"),
        (1, "2", "Jeunesse", None),
        (2, "2.1", "Aller vers", "2"),
    ]
    assert get_actions(plan, "numero", "titre", "rattachement", "source") == [
        (
            "1.1.1",
            "Ouvrir une micro-crèche",
            ["Petite enfance", "Développer l’accueil"],
            {"feuille": "Plan", "ligne": 5},
        ),
        (
            "1.1.2",
            "Créer un relais itinérant",
            ["Petite enfance", "Développer l’accueil"],
            {"feuille": "Plan", "ligne": 6},
        ),
        (
            "1.2.1",
            "Ouvrir un lieu d’accueil",
            ["Petite enfance", "Soutenir la parentalité"],
            {"feuille": "Plan", "ligne": 7},
        ),
        ("2.1.1", "Équiper un van", ["Jeunesse", "Aller vers"], {"feuille": "Plan", "ligne": 8}),
    ]
    assert get_actions(plan, "pilotes") == [
        ["Marie Dupont", "Paul Martin"],
        ["Mme Durand", "M. Petit"],
        [],
        ["Service Enfance et Jeunesse"],
    ]
    assert get_actions(plan, "partenaires") == [
        ["Caf", "MSA", "PMI"],
        ["Caf", "MSA"],
        [],
        ["Mission locale", "collèges"],
    ]
    assert get_actions(plan, "calendrier") == [
        {"debut": "2026-07", "fin": "2026-09", "texte": "T3 2026"},
        {"debut": "2025-07", "fin": "2025-12", "texte": "2nd semestre 2025"},
        {"debut": "2026-09", "fin": None, "texte": "rentrée 2026"},
        {"debut": None, "fin": None, "texte": "en continu"},
    ]
    assert get_actions(plan, "statut") == [
        {"valeur": "realisee", "texte": "fait"},
        {"valeur": "a_preparer", "texte": "en cours de réflexion"},
        {"valeur": "en_pause", "texte": "stand by"},
        {"valeur": "abandonnee", "texte": "abandonné en 2025"},
    ]
    assert [[m["montant"] for m in budget] for budget in get_actions(plan, "budget")] == [
        [12_500.0],
        [3_000.0],
        [],
        [12_500.0],
    ]
    assert get_codes(plan) == ["absence_dite"] * 3 + ["ligne_total", "pilote_absent"]


def test_title_rows_across_the_table_subtotals_and_amounts_by_year():
    contenu = build_xlsx(
        {
            "Suivi": [
                ["Action", "Pilote", "Début", "Fin", "Budget 2025", "Budget 2026", "Part Caf", "Avancement"],
                ["AXE 1 : PETITE ENFANCE"],
                ["Ouvrir un jardin", "Anne Bo", None, date(2026, 12, 31), 1000, 2000, 500, 0.5],
                ["Sous-total axe 1", None, None, None, 1000, 2000, 500],
                ["AXE 2 : JEUNESSE"],
                ["Bouger", "Chloé Da", "mars 2026", "juin 2026", None, 800.5, None, "En cours"],
                [None, None, None, None, 1000, 2800.5, 500],
            ]
        },
        {"Suivi": ["A2:H2", "A5:H5"]},
        lambda livre: setattr(livre.active["H3"], "number_format", "0%"),
    )
    plan = lire(contenu, "suivi.xlsx")
    assert get_arbre(plan) == [(1, "1", "PETITE ENFANCE", None), (1, "2", "JEUNESSE", None)]
    premiere, seconde = plan["actions"]
    assert premiere["titre"] == "Ouvrir un jardin"
    assert premiere["avancement"] == 50
    assert premiere["statut"] == {"valeur": None, "texte": None}
    assert premiere["calendrier"] == {"debut": None, "fin": "2026-12-31", "texte": None}
    assert premiere["budget"] == [
        {"annee": 2025, "financeur": None, "sens": "charge", "montant": 1000.0},
        {"annee": 2026, "financeur": None, "sens": "charge", "montant": 2000.0},
        {"annee": None, "financeur": "Caf", "sens": "produit", "montant": 500.0},
    ]
    assert seconde["rattachement"] == ["JEUNESSE"]
    assert "avancement" not in seconde
    assert seconde["statut"] == {"valeur": "en_cours", "texte": "En cours"}
    assert seconde["calendrier"] == {"debut": "2026-03", "fin": "2026-06", "texte": None}
    assert get_codes(plan).count("ligne_total") == 2


def test_one_sheet_by_axis_with_ticked_years_lists_and_a_hidden_sheet():
    titres = [
        "N° fiche",
        "Intitulé de l’action",
        "Référent(s)",
        "Public cible",
        "Communes concernées",
        "2024",
        "2025",
        "2026",
        "Indicateurs",
    ]
    contenu = build_xlsx(
        {
            "Axe 1 - Petite enf.": [
                ["AXE 1 – Petite enfance et parentalité"],
                [],
                titres,
                ["FA 1.1", "Ouvrir un relais", "Mme Roux (DGS)", "Enfants, parents", "Toutes les communes", "x", "x", None, "- Nombre d’ateliers (cible : 12)\n- Taux de satisfaction"],
                ["FA 1.2", "Former les assistantes maternelles", "Mme Roux", "Jeunes de 11 à 17 ans", "Saint-Loup et Bray", None, "x", "x", "NC"],
            ],
            "Axe 2 - Jeunesse": [titres, ["FA 2.1", "Ouvrir un local", "", "", "Ensemble du territoire", None, None, "x"]],
            "Axe 2 (ancien)": [titres, ["FA 2.9", "Une action retirée"]],
            "Légende": [["vert = fait"]],
        },
        apres=lambda livre: setattr(livre["Axe 2 (ancien)"], "sheet_state", "hidden"),
    )  # fmt: skip
    plan = lire(contenu, "plan.xlsx")
    assert get_arbre(plan) == [(1, "1", "Petite enfance et parentalité", None), (1, "2", "Jeunesse", None)]
    assert get_actions(plan, "numero", "titre", "calendrier") == [
        ("FA 1.1", "Ouvrir un relais", {"debut": "2024", "fin": "2025", "texte": None}),
        ("FA 1.2", "Former les assistantes maternelles", {"debut": "2025", "fin": "2026", "texte": None}),
        ("FA 2.1", "Ouvrir un local", {"debut": "2026", "fin": "2026", "texte": None}),
    ]
    assert get_actions(plan, "communes") == [["TOUTES"], ["Saint-Loup", "Bray"], ["TOUTES"]]
    assert get_actions(plan, "publics") == [["Enfants", "parents"], ["Jeunes de 11 à 17 ans"], []]
    assert get_actions(plan, "pilotes") == [["Mme Roux"], ["Mme Roux"], []]
    assert plan["actions"][0]["indicateurs"] == [
        {"libelle": "Nombre d’ateliers", "unite": None, "reference": None, "cible": 12.0, "valeurs": {}},
        {"libelle": "Taux de satisfaction", "unite": "%", "reference": None, "cible": None, "valeurs": {}},
    ]
    assert plan["actions"][1]["indicateurs"] == []
    assert set(get_codes(plan)) == {
        "feuille_masquee",
        "feuille_ecartee",
        "statut_absent",
        "pilote_absent",
        "absence_dite",
    }


def test_titles_on_two_rows():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Orientation", "Action", "Budget", None, None, "Calendrier", None, "Indicateur", None, None, None],
                [None, None, "2025", "2026", "2027", "Début", "Fin", "Libellé", "Cible", "2025", "2026"],
                ["Orientation 1 : Enfance", "Ouvrir", 100, 200, None, "2025", "2027", "Places", 10, 3, 5],
                [None, None, None, None, None, None, None, "Familles venues", "30 %", None, "12"],
                ["Orientation 2 : Aînés", "Sortir", None, None, "3 k€", date(2026, 2, 1)],
            ]
        },
        {"Plan": ["A1:A2", "B1:B2", "C1:E1", "F1:G1", "H1:K1"]},
    )
    plan = lire(contenu, "plan.xlsx")
    assert get_arbre(plan) == [(1, "1", "Enfance", None), (1, "2", "Aînés", None)]
    ouvrir, sortir = plan["actions"]
    assert [(m["annee"], m["montant"]) for m in ouvrir["budget"]] == [(2025, 100.0), (2026, 200.0)]
    assert ouvrir["calendrier"] == {"debut": "2025", "fin": "2027", "texte": None}
    assert ouvrir["indicateurs"] == [
        {"libelle": "Places", "unite": None, "reference": None, "cible": 10.0, "valeurs": {"2025": 3.0, "2026": 5.0}},
        {"libelle": "Familles venues", "unite": "%", "reference": None, "cible": 30.0, "valeurs": {"2026": 12.0}},
    ]
    assert [(m["annee"], m["montant"]) for m in sortir["budget"]] == [(2027, 3000.0)]
    assert sortir["calendrier"] == {"debut": "2026-02-01", "fin": None, "texte": None}


@pytest.mark.parametrize(
    ("encodage", "separateur", "fin"),
    [
        ("utf-8", ",", "\n"),
        ("utf-8-sig", ";", "\r\n"),
        ("cp1252", ";", "\r\n"),
        ("utf-16", "\t", "\r\n"),
        ("mac_roman", ";", "\r"),
        ("utf-8", "|", "\n"),
    ],
)
def test_csv_of_any_encoding_and_separator(encodage, separateur, fin):
    lignes = [
        ["Axe", "Action", "Pilote", "Budget", "Statut"],
        ["Axe 1 : Enfance", 'Créer un "lieu"', "Élodie Bré", "12 500 €", "terminé"],
        ["", "Titre sur\ndeux lignes", "", "1 M€", "à faire"],
        ["", "", "", "", ""],
        ["Axe 2 : Été", "Dernière", "Zoé Noël", "", ""],
    ]
    texte = fin.join(separateur.join('"' + c.replace('"', '""') + '"' for c in ligne) for ligne in lignes)
    plan = lire(texte.encode(encodage), "plan.csv")
    assert get_actions(plan, "source", "titre", "pilotes") == [
        ({"ligne": 2}, 'Créer un "lieu"', ["Élodie Bré"]),
        ({"ligne": 3}, "Titre sur deux lignes", []),
        # The record of the line 3 holds two lines of the file.
        ({"ligne": 6}, "Dernière", ["Zoé Noël"]),
    ]
    assert get_actions(plan, "rattachement") == [["Enfance"], ["Enfance"], ["Été"]]
    assert [[m["montant"] for m in budget] for budget in get_actions(plan, "budget")] == [[12_500.0], [1_000_000.0], []]


def test_csv_with_the_separator_line_of_excel_counts_it():
    plan = lire(b"sep=;\r\nAction;Pilote\r\nOuvrir;Anne Bo\r\n", "plan.csv")
    assert get_actions(plan, "source", "titre") == [({"ligne": 3}, "Ouvrir")]


def test_ods_with_repeated_cells_covered_cells_typed_cells_and_hidden_rows():
    vide = '<table:table-cell table:number-columns-repeated="3"/>'
    tables = (
        '<table:table table:name="Plan"><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        + build_ligne_ods("Axe", "Action", "Budget (k€)", "Avancement", "Échéance", "Partenaires")
        + build_ligne_ods(
            '<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>Axe 1 - Enfance</text:p></table:table-cell>',
            "Ouvrir",
            '<table:table-cell office:value-type="float" office:value="12.5"><text:p>12,5</text:p></table:table-cell>',
            '<table:table-cell office:value-type="percentage" office:value="0.25"><text:p>25 %</text:p></table:table-cell>',
            '<table:table-cell office:value-type="date" office:date-value="2026-07-01"><text:p>01/07/26</text:p></table:table-cell>',
            "Caf\nMSA",
        )
        + build_ligne_ods(
            "<table:covered-table-cell/>", "Animer", "", "", "2027", attributs=' table:visibility="filter"'
        )
        + f'<table:table-row><table:table-cell office:value-type="string"><text:p>Axe 2 - Jeunesse</text:p></table:table-cell>{vide}</table:table-row>'
        + build_ligne_ods(
            "", "Bouger", "", '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        )
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        "</table:table>"
    )
    plan = lire(build_ods(tables), "plan.ods")
    assert get_arbre(plan) == [(1, "1", "Enfance", None), (1, "2", "Jeunesse", None)]
    assert get_actions(plan, "titre", "rattachement", "source") == [
        ("Ouvrir", ["Enfance"], {"feuille": "Plan", "ligne": 4}),
        ("Animer", ["Enfance"], {"feuille": "Plan", "ligne": 5}),
        ("Bouger", ["Jeunesse"], {"feuille": "Plan", "ligne": 7}),
    ]
    ouvrir, animer, _ = plan["actions"]
    assert ouvrir["budget"][0]["montant"] == 12_500.0
    assert ouvrir["avancement"] == 25
    assert ouvrir["calendrier"] == {"debut": None, "fin": "2026-07-01", "texte": None}
    assert ouvrir["partenaires"] == ["Caf", "MSA"]
    assert animer["calendrier"] == {"debut": None, "fin": "2027", "texte": None}
    assert "ligne_masquee" in get_codes(plan)


def test_hidden_sheet_of_ods_is_left():
    styles = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    table = (
        '<table:table table:name="{}"{}>'
        + build_ligne_ods("Action", "Pilote")
        + build_ligne_ods("{}", "Anne Bo")
        + "</table:table>"
    )
    tables = table.format("Plan", "", "Ouvrir") + table.format("Vieux", ' table:style-name="ta2"', "Fermer")
    plan = lire(build_ods(tables, styles), "plan.ods")
    assert get_actions(plan, "titre") == ["Ouvrir"]
    assert get_codes(plan)[0] == "feuille_masquee"


def test_levels_written_once_without_merges_and_numbers_in_their_own_columns():
    contenu = build_xlsx(
        {
            "Feuil1": [
                ["N° axe", "Axe", "N° obj.", "Objectif opérationnel", "N° action", "Action", "Structure porteuse"],
                [1, "Petite enfance", "1.1", "Accueillir", "1.1.1", "Ouvrir", "CC des Trois-Gués"],
                [None, None, None, None, "1.1.2", "Animer", "Commune de Bray"],
                [None, None, "1.2", "Soutenir", "1.2.1", "Écouter", "CCAS"],
                [2, "Jeunesse", "2.1", "Bouger", "2.1.1", "Sortir", "Centre social Les Tilleuls"],
            ]
        }
    )
    plan = lire(contenu, "plan.xlsx")
    assert get_arbre(plan) == [
        (1, "1", "Petite enfance", None),
        (2, "1.1", "Accueillir", "1"),
        (2, "1.2", "Soutenir", "1"),
        (1, "2", "Jeunesse", None),
        (2, "2.1", "Bouger", "2"),
    ]
    assert get_actions(plan, "numero", "rattachement") == [
        ("1.1.1", ["Petite enfance", "Accueillir"]),
        ("1.1.2", ["Petite enfance", "Accueillir"]),
        ("1.2.1", ["Petite enfance", "Soutenir"]),
        ("2.1.1", ["Jeunesse", "Bouger"]),
    ]
    assert get_actions(plan, "structures_porteuses") == [
        ["CC des Trois-Gués"],
        ["Commune de Bray"],
        ["CCAS"],
        ["Centre social Les Tilleuls"],
    ]


def test_one_column_outline_numbers_say_the_levels():
    contenu = build_xlsx(
        {
            "Plan": [
                ["Intitulé", "Pilote", "Statut"],
                ["1. Petite enfance"],
                ["1.1 Accueillir"],
                ["1.1.1 Ouvrir une crèche", "Anne Bo", "En cours"],
                ["1.1.2 Ouvrir un relais", "Anne Bo", "Réalisé"],
                ["2. Jeunesse"],
                ["2.1 Bouger"],
                ["2.1.1 Équiper un van", "Luc Da", "Reporté à 2027"],
            ]
        }
    )
    plan = lire(contenu, "plan.xlsx")
    assert get_arbre(plan) == [
        (1, "1", "Petite enfance", None),
        (2, "1.1", "Accueillir", "1"),
        (1, "2", "Jeunesse", None),
        (2, "2.1", "Bouger", "2"),
    ]
    assert get_actions(plan, "numero", "titre") == [
        ("1.1.1", "Ouvrir une crèche"),
        ("1.1.2", "Ouvrir un relais"),
        ("2.1.1", "Équiper un van"),
    ]
    assert [statut["valeur"] for statut in get_actions(plan, "statut")] == ["en_cours", "realisee", "reportee"]


def test_four_hundred_actions_take_less_than_five_seconds():
    ligne = "Axe {0} : Enfance;{0}.{1};Ouvrir le lieu {1} de Vic;{2};Anne Bo{1};Caf, MSA, PMI;janv. 2026 – déc. 2027;OK fait;{1}00 €"
    lignes = [ligne.format(rang // 100, rang, "Un lieu pour les familles. " * 8) for rang in range(400)]
    titres = "Axe;N°;Action;Description;Pilote;Partenaires;Calendrier;Statut;Budget"
    debut = time.process_time()
    plan = lire("\n".join([titres, *lignes]).encode(), "plan.csv")
    assert time.process_time() - debut < 5
    assert len(plan["actions"]) == 400
