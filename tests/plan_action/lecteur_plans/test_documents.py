"""Word documents and printed plans: headings, lists, one table for each fiche, bold labels."""

import pytest

from convive.plan_action.lecteur_plans.modele import PlanIllisible
from tests.plan_action.lecteur_plans.fabrique import (
    Word,
    build_pdf,
    build_xlsx,
    build_zip,
    get_actions,
    get_arbre,
    get_codes,
    lire,
)

PAGE = '#set page(paper:"a4")\n#set text(lang:"fr", size:10pt)\n'


def test_lists_under_headings_with_merged_cells_a_summary_and_a_table_of_words():
    word = (
        Word().titre("Convention territoriale globale", 1).texte("Préambule.").titre("Sommaire", 1).texte("Axe 1 p. 3")
    )
    word.titre("Plan d’actions", 1).titre("Axe 1 : Petite enfance", 2).tableau(
        [
            ["Objectif", "Actions", "Pilote", "Échéance"],
            ["Objectif 1.1 : Accueillir", "Ouvrir", "Anne Bo", "2026"],
            ["", "Animer", "Luc Da", "T1 2027"],
            ["Objectif 1.2 : Informer", "Écrire", "Anne Bo", "fin 2026"],
        ],
        [(1, 0, 2, 0)],
    )
    word.titre("Axe 2 : Jeunesse", 2).tableau([["Actions", "Pilote", "Échéance"], ["Bouger", "Luc Da", "2025"]])
    plan = lire(word.tableau([["Sigle", "Sens"], ["Caf", "Caisse"]]).build(), "ctg.docx")
    assert get_arbre(plan) == [
        (1, "1", "Petite enfance", None),
        (2, "1.1", "Accueillir", "1"),
        (2, "1.2", "Informer", "1"),
        (1, "2", "Jeunesse", None),
    ]
    assert get_actions(plan, "source", "titre", "rattachement") == [
        ({"tableau": 1}, "Ouvrir", ["Petite enfance", "Accueillir"]),
        ({"tableau": 1}, "Animer", ["Petite enfance", "Accueillir"]),
        ({"tableau": 1}, "Écrire", ["Petite enfance", "Informer"]),
        ({"tableau": 2}, "Bouger", ["Jeunesse"]),
    ]
    assert [c["fin"] for c in get_actions(plan, "calendrier")] == ["2026", "2027-03", "2026", "2025"]
    assert ("tableau_ignore", {"tableau": 3}) in [(w["code"], w["lieu"]) for w in plan["warnings"]]


def test_a_table_for_each_fiche():
    word = Word()
    for numero, titre in ((1, "Ouvrir un lieu"), (2, "Équiper un van")):
        word.tableau(
            [
                [f"FICHE ACTION N° {numero}", ""],
                ["Titre de l’action", titre],
                ["Axe stratégique", "Axe 1 – Enfance"],
                ["Objectif opérationnel", "1.2 – Soutenir les parents"],
                ["Constats", "Peu de lieux."],
                ["Description de l’action", "Un lieu.\nDeux matinées."],
                ["Pilote de l’action", "Anne Bo, coordinatrice"],
                ["Partenaires", "- Caf\n- MSA\n- PMI"],
                ["Public(s)", "Parents et enfants de 0 à 3 ans"],
                ["Territoire", "Toutes les communes"],
                ["Calendrier prévisionnel", "De septembre 2025 à juin 2026"],
                ["Budget prévisionnel", "2025 : 3 000 €\n2026 : 4 500 €"],
                ["Financeurs", "Caf : 2 000 €, CC : 1 000 €"],
                ["Indicateurs d’évaluation", "Nombre de familles (cible : 30)\nSatisfaction"],
                ["État d’avancement", "En cours, 40 %"],
            ],
            [(0, 0, 0, 1)],
        )
    plan = lire(word.build(), "fiches.docx")
    assert get_arbre(plan) == [(1, "1", "Enfance", None), (2, "1.2", "Soutenir les parents", "1")]
    assert get_actions(plan, "source", "numero", "titre") == [
        ({"tableau": 1}, "1", "Ouvrir un lieu"),
        ({"tableau": 2}, "2", "Équiper un van"),
    ]
    action = plan["actions"][0]
    assert action["description"] == "Un lieu.\nDeux matinées."
    assert action["pilotes"] == ["Anne Bo"]
    assert action["partenaires"] == ["Caf", "MSA", "PMI"]
    assert action["publics"] == ["Parents et enfants de 0 à 3 ans"]
    assert action["communes"] == ["TOUTES"]
    assert action["calendrier"] == {"debut": "2025-09", "fin": "2026-06", "texte": None}
    assert (action["statut"], action["avancement"]) == ({"valeur": "en_cours", "texte": "En cours, 40 %"}, 40)
    assert [(m["annee"], m["financeur"], m["sens"], m["montant"]) for m in action["budget"]] == [
        (2025, None, "charge", 3000.0),
        (2026, None, "charge", 4500.0),
        (None, "Caf", "produit", 2000.0),
        (None, "CC", "produit", 1000.0),
    ]
    assert [(i["libelle"], i["cible"]) for i in action["indicateurs"]] == [
        ("Nombre de familles", 30.0),
        ("Satisfaction", None),
    ]
    # What is written does not pay for the whole.
    assert set(get_codes(plan)) == {"somme_incoherente"}


def test_fiche_on_four_columns_with_labels_above_their_text_and_a_budget_of_two_sides():
    lignes = [
        ["Fiche action n°3", "", "Ouvrir un lieu", ""],
        ["Pilote", "Anne Bo", "Porteur", "CC des Trois-Gués"],
        ["Description", "", "", ""],
        ["Un lieu pour les parents.", "", "", ""],
        ["Dépenses", "Montant", "Recettes", "Montant"],
        ["Personnel", "3 000 €", "Caf", "2 500 €"],
        ["Achats", "500 €", "Commune de Bray", "1 000 €"],
        ["Total", "3 500 €", "Total", "3 500 €"],
        ["Début", "2025", "Fin", "2026"],
    ]
    word = Word().tableau(lignes, [(0, 0, 0, 1), (0, 2, 0, 3), (2, 0, 2, 3), (3, 0, 3, 3)])
    action = lire(word.build(), "fiche.docx")["actions"][0]
    assert (action["numero"], action["titre"], action["description"]) == (
        "3",
        "Ouvrir un lieu",
        "Un lieu pour les parents.",
    )
    assert (action["pilotes"], action["structures_porteuses"]) == (["Anne Bo"], ["CC des Trois-Gués"])
    assert action["calendrier"] == {"debut": "2025", "fin": "2026", "texte": None}
    assert [(m["financeur"], m["sens"], m["montant"]) for m in action["budget"]] == [
        (None, "charge", 3000.0),
        ("Caf", "produit", 2500.0),
        (None, "charge", 500.0),
        ("Commune de Bray", "produit", 1000.0),
    ]


def test_bold_labels_in_free_text():
    word = Word().titre("Plan d’actions", 0)
    for axe, fiches in (
        ("Axe 1 – Enfance", (("1.1", "Ouvrir"), ("1.2", "Animer"))),
        ("Axe 2 – Jeunesse", (("2.1", "Bouger"),)),
    ):
        word.titre(axe, 1)
        for numero, titre in fiches:
            word.titre(f"Action {numero} – {titre}", 2).etiquette("Pilote : ", "Anne Bo").etiquette(
                "Calendrier : ", "2025-2027"
            )
            word.texte("Description :", gras=True).texte("Un texte long.").texte("Une puce", puce=True)
            word.etiquette("Budget :", " 12 500 €").etiquette("Statut : ", "Réalisé")
    plan = lire(word.build(), "plan.docx")
    assert get_arbre(plan) == [(1, "1", "Enfance", None), (1, "2", "Jeunesse", None)]
    assert get_actions(plan, "source", "numero", "titre", "rattachement") == [
        ({"fiche": 1}, "1.1", "Ouvrir", ["Enfance"]),
        ({"fiche": 2}, "1.2", "Animer", ["Enfance"]),
        ({"fiche": 3}, "2.1", "Bouger", ["Jeunesse"]),
    ]
    assert get_actions(plan, "description")[0] == "Un texte long.\nUne puce"
    assert [budget[0]["montant"] for budget in get_actions(plan, "budget")] == [12_500.0] * 3


def test_headings_as_labels_and_a_text_without_any_style():
    word = Word().titre("Axe 1 : Enfance", 1)
    word.titre("Ouvrir un lieu d’accueil", 2).titre("Pilote", 3).texte("Anne Bo").titre("Description", 3).texte(
        "Texte."
    )
    word.titre("Animer un réseau", 2).titre("Pilote", 3).texte("Luc Da").titre("Description", 3).texte("Autre.")
    plan = lire(word.build(), "plan.docx")
    assert get_actions(plan, "titre", "pilotes", "description") == [
        ("Ouvrir un lieu d’accueil", ["Anne Bo"], "Texte."),
        ("Animer un réseau", ["Luc Da"], "Autre."),
    ]
    nu = (
        Word()
        .texte("Axe 1 : Enfance")
        .texte("Fiche action 1 : Ouvrir")
        .texte("Pilote : Anne Bo")
        .texte("Échéance : 2026")
    )
    nu.texte("Fiche action 2 : Animer").texte("Pilote : Luc Da").texte("Échéance : 2027")
    plan = lire(nu.build(), "plan.docx")
    assert get_actions(plan, "numero", "titre", "rattachement", "pilotes") == [
        ("1", "Ouvrir", ["Enfance"], ["Anne Bo"]),
        ("2", "Animer", ["Enfance"], ["Luc Da"]),
    ]


def test_printed_fiches():
    texte = (
        "Un lieu ouvert deux matinées par semaine, avec deux accueillantes formées et un budget stable pour trois ans."
    )
    plan = lire(
        build_pdf(
            f"{PAGE}= Plan d’actions\n== Axe 1 – Petite enfance\n=== Fiche action 1.1 : Ouvrir un lieu\n*Pilote :* Anne Bo\n\n"
            f"*Partenaires :* Caf, MSA\n\n*Description :* {texte}\n\n*Calendrier :* 2025-2027\n\n*Budget :* 12 500 €\n"
            "#pagebreak()\n=== Fiche action 1.2 : Animer un réseau\n*Pilote :* Luc Da\n\n*Statut :* En cours\n"
        ),
        "plan.pdf",
    )
    assert get_arbre(plan) == [(1, "1", "Petite enfance", None)]
    assert get_actions(plan, "source", "numero", "titre", "pilotes", "description") == [
        ({"fiche": 1}, "1.1", "Ouvrir un lieu", ["Anne Bo"], texte),
        ({"fiche": 2}, "1.2", "Animer un réseau", ["Luc Da"], ""),
    ]


def test_printed_tables_one_that_goes_on_over_the_page_and_one_by_fiche():
    lignes = "".join(f"[Action numéro {rang}],[Anne Bo],[En cours]," for rang in range(60))
    plan = lire(build_pdf(f"{PAGE}#table(columns:3,[Action],[Pilote],[Statut],{lignes})"), "plan.pdf")
    assert len(plan["actions"]) == 60
    assert {action["source"]["tableau"] for action in plan["actions"]} == {1}
    fiche = "#table(columns:(4cm,1fr),table.cell(colspan:2)[*Fiche action n° {}*],[Intitulé],[{}],[Axe],[Axe 1 – Enfance],[Pilote],[Anne Bo\\ Luc Da])\n#pagebreak(weak:true)\n"
    plan = lire(build_pdf(PAGE + fiche.format(1, "Ouvrir") + fiche.format(2, "Animer")), "plan.pdf")
    assert get_actions(plan, "source", "numero", "titre", "pilotes") == [
        ({"tableau": 1}, "1", "Ouvrir", ["Anne Bo", "Luc Da"]),
        ({"tableau": 2}, "2", "Animer", ["Anne Bo", "Luc Da"]),
    ]


CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@pytest.mark.parametrize(
    ("contenu", "nom", "phrase"),
    [
        (b"", "plan.xlsx", "vide"),
        (CFB + bytes(600), "plan.xls", "ancien format"),
        (CFB + "EncryptedPackage".encode("utf-16-le"), "plan.xlsx", "mot de passe"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "plan.png", "format n’est pas lu"),
        (b"PK\x03\x04 rien", "plan.xlsx", "abîmé"),
        (build_xlsx({"a": [["Action", "Pilote"], ["a", "b"]]})[:500], "plan.xlsx", "abîmé"),
        (build_zip({"[Content_Types].xml": TYPES, "xl/workbook.xml": bytes(30 * 1024 * 1024)}), "plan.xlsx", "démesuré"),
        (build_zip({"[Content_Types].xml": TYPES, "xl/workbook.xml": XXE}), "plan.xlsx", "DTD"),
        (build_zip({"[Content_Types].xml": TYPES, "word/document.xml": XXE}), "plan.docx", "DTD"),
        (build_zip({"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": "<a/>"}), "plan.odp", "ni un tableau ni un texte"),
        (b"a;b\n" * 6_000_000, "plan.csv", "dépasse 20 Mo"),
        (b"%PDF-1.4 rien", "plan.pdf", "abîmé"),
        (build_pdf("#rect(width:5cm,height:5cm,fill:black)"), "scan.pdf", "image"),
        (b"Nom;Tel\n", "plan.csv", "Aucune action"),
        (Word().texte("Un courrier.").build(), "courrier.docx", "Aucune action"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_reason(contenu, nom, phrase):
    with pytest.raises(PlanIllisible, match=phrase):
        lire(contenu, nom)


def test_formulas_are_words_and_nothing_is_followed():
    plan = lire(b'Action;Pilote;Statut\n\'=HYPERLINK("http://x");@SUM(A1);fait\n', "plan.csv")
    assert get_actions(plan, "titre") == ['=HYPERLINK("http://x")']
    assert get_codes(plan) == []


def test_the_number_on_a_line_and_the_title_on_the_next():
    word = Word().texte("FICHE ACTION N° 4", gras=True).texte("Créer un guichet unique", gras=True)
    word.etiquette("Axe stratégique : ", "Axe 2 – Accès aux droits").etiquette(
        "Pilote(s) : ", "Mme Roux, directrice du CCAS"
    )
    word.etiquette("Budget prévisionnel : ", "10 000 € (Caf : 6 000 €, CC : 4 000 €)").texte(
        "Indicateurs d’évaluation :", gras=True
    )
    word.texte("Nombre de visites", puce=True).texte("Délai moyen", puce=True)
    action = lire(word.build(), "fiche.docx")["actions"][0]
    assert (action["numero"], action["titre"], action["rattachement"]) == (
        "4",
        "Créer un guichet unique",
        ["Accès aux droits"],
    )
    assert action["pilotes"] == ["Mme Roux"]
    assert [(m["financeur"], m["sens"], m["montant"]) for m in action["budget"]] == [
        (None, "charge", 10_000.0),
        ("Caf", "produit", 6000.0),
        ("CC", "produit", 4000.0),
    ]
    assert [i["libelle"] for i in action["indicateurs"]] == ["Nombre de visites", "Délai moyen"]


def test_funders_under_one_title():
    contenu = build_xlsx(
        {
            "P": [
                ["Axe", "Action", "Financement prévisionnel", None, None, "Statut"],
                [None, None, "Caf", "CC", "Communes", None],
                ["1. Enfance", "Ouvrir", 5000, 3000, None, "En cours"],
                ["2. Jeunesse", "Bouger", None, "2 k€", 500, "●"],
            ]
        },
        {"P": ["A1:A2", "B1:B2", "C1:E1", "F1:F2"]},
    )
    plan = lire(contenu, "plan.xlsx")
    assert [[(m["financeur"], m["sens"], m["montant"]) for m in a["budget"]] for a in plan["actions"]] == [
        [("Caf", "produit", 5000.0), ("CC", "produit", 3000.0)],
        [("CC", "produit", 2000.0), ("Communes", "produit", 500.0)],
    ]
    # A spot of colour is not a status.
    assert get_codes(plan) == ["statut_inconnu", "pilote_absent"]
