"""Word plans as people write them: tables of money, no style of heading, fiches cut in two, lists, summary, margins."""

import io
import zipfile

import pytest

from convive.plan_action.lecteur_plans.modele import Cellule, Grille, Rangee
from convive.plan_action.lecteur_plans.petits_tableaux import read_argent
from tests.plan_action.lecteur_plans.fabrique import Word, get_actions, get_arbre, get_codes, lire

FINANCEURS = [
    ["Financeur", "2025", "2026", "Total"],
    ["Caf", "1 000 €", "2 000 €", "3 000 €"],
    ["CC", "500", "500", "1 000"],
]


def build_grille(lignes: list[list[str]]) -> Grille:
    return Grille(rangees=[Rangee(rang, [Cellule(texte) for texte in ligne]) for rang, ligne in enumerate(lignes, 1)])


def list_montants(action) -> list[tuple]:
    return [(m["annee"], m["financeur"], m["sens"], m["montant"]) for m in action["budget"]]


ATTENDUS = [
    (2025, "Caf", "produit", 1000.0),
    (2026, "Caf", "produit", 2000.0),
    (2025, "CC", "produit", 500.0),
    (2026, "CC", "produit", 500.0),
]


def test_funders_by_year_between_the_labels_of_a_fiche():
    word = Word().titre("Axe 1 : Enfance", 1).titre("Action 1 : Ouvrir", 2)
    word.etiquette("Pilote : ", "Anne Bo").etiquette("Plan de financement :", "")
    word.tableau([*FINANCEURS, ["Total", "1500", "2500", "4000"]])
    word.etiquette("Indicateurs : ", "Nombre de familles").etiquette("Statut : ", "Fait")
    plan = lire(word.build(), "plan.docx")
    assert list_montants(plan["actions"][0]) == ATTENDUS
    # What stands under the table is still of the fiche.
    assert [i["libelle"] for i in plan["actions"][0]["indicateurs"]] == ["Nombre de familles"]
    assert get_codes(plan) == ["total_verifie"]


def test_funders_by_year_in_a_table_under_the_table_of_the_fiche():
    word = Word().tableau(
        [["Fiche action n° 1", "Ouvrir"], ["Pilote", "Anne Bo"], ["Statut", "Fait"], ["Partenaires", "Caf"]]
    )
    word.tableau(FINANCEURS)
    plan = lire(word.build(), "plan.docx")
    assert list_montants(plan["actions"][0]) == ATTENDUS


def test_table_nested_in_a_cell_is_read_and_its_total_checked():
    word = Word().tableau([["Fiche action n° 1", "Ouvrir"], ["Pilote", "Anne Bo"], ["Budget", ""], ["Statut", "Fait"]])
    dedans = word.document.tables[0].cell(2, 1).add_table(0, 4)
    for ligne in [*FINANCEURS, ["Total", "1500", "2500", "5000"]]:
        for cellule, texte in zip(dedans.add_row().cells, ligne, strict=True):
            cellule.text = texte
    plan = lire(word.build(), "plan.docx")
    assert list_montants(plan["actions"][0]) == ATTENDUS
    assert [(w["code"], w["lieu"]["tableau"]) for w in plan["warnings"]] == [("somme_incoherente", 1)]
    assert "5\u202f000\u00a0€" in plan["warnings"][0]["message"]


@pytest.mark.parametrize(
    ("lignes", "montants"),
    [
        (
            [["Poste", "Montant"], ["Achats", "100 €"], ["Total", "100 €"]],
            [(None, None, "charge", 100.0)],
        ),
        (
            [["Année", "Caf", "CC"], ["2025", "100", "NC"], ["2026", "200", "300"]],
            [(2025, "Caf", "produit", 100.0), (2026, "Caf", "produit", 200.0), (2026, "CC", "produit", 300.0)],
        ),
        (
            [["", "2025"], ["Dépenses", "300"], ["Recettes", "300"]],
            [(2025, None, "charge", 300.0), (2025, None, "produit", 300.0)],
        ),
        ([["Étape", "Quand"], ["Écrire", "2025"]], None),
    ],
)
def test_small_tables_of_money(lignes, montants):
    lu = read_argent(build_grille(lignes))
    assert (None if lu is None else [(m.annee, m.financeur, m.sens, m.montant) for m in lu.montants]) == montants


def test_bold_capitals_and_numbers_are_headings_where_no_style_says_them():
    word = Word().texte("Plan d’actions", gras=True).texte("PETITE ENFANCE", gras=True)
    for titre in ("Ouvrir une crèche", "Fermer une crèche"):
        word.texte(titre, gras=True).etiquette("Pilote : ", "Anne Bo").etiquette("Échéance : ", "2026").texte(
            "Un lieu."
        )
    word.texte("JEUNESSE", gras=True).texte("Rire", gras=True).etiquette("Pilote : ", "Luc Da").etiquette(
        "Échéance : ", "2027"
    )
    plan = lire(word.build(), "plan.docx")
    assert get_arbre(plan) == [(1, None, "PETITE ENFANCE", None), (1, None, "JEUNESSE", None)]
    # A sentence under a date is no date.
    assert get_actions(plan, "titre", "rattachement", "description") == [
        ("Ouvrir une crèche", ["PETITE ENFANCE"], "Un lieu."),
        ("Fermer une crèche", ["PETITE ENFANCE"], "Un lieu."),
        ("Rire", ["JEUNESSE"], ""),
    ]


def test_numbers_give_the_tree_where_no_style_says_it():
    word = Word().texte("1. Petite enfance", gras=True).texte("1.1 Accueillir", gras=True)
    for titre in ("1.1.1 Ouvrir", "1.1.2 Fermer"):
        word.texte(titre, gras=True).etiquette("Pilote : ", "Anne Bo").etiquette("Échéance : ", "2026")
    plan = lire(word.build(), "plan.docx")
    assert get_arbre(plan) == [(1, "1", "Petite enfance", None), (2, "1.1", "Accueillir", "1")]
    assert get_actions(plan, "numero", "rattachement") == [
        ("1.1.1", ["Petite enfance", "Accueillir"]),
        ("1.1.2", ["Petite enfance", "Accueillir"]),
    ]


def test_bold_titles_above_tables_of_actions_are_levels():
    word = (
        Word()
        .texte("PETITE ENFANCE", gras=True)
        .tableau([["Action", "Pilote", "Échéance"], ["Ouvrir", "Anne Bo", "2026"]])
    )
    word.texte("JEUNESSE", gras=True).tableau([["Action", "Pilote", "Échéance"], ["Animer", "Luc Da", "2026"]])
    plan = lire(word.build(), "plan.docx")
    assert get_actions(plan, "rattachement") == [["PETITE ENFANCE"], ["JEUNESSE"]]


def test_fiche_cut_over_two_tables_is_one_action():
    word = Word()
    word.tableau(
        [["Fiche action n° 1", "Ouvrir"], ["Pilote", "Anne Bo"], ["Description", "Un lieu"], ["Partenaires", "Caf"]]
    )
    word.tableau(
        [["Fiche action n° 1 (suite)", "Ouvrir"], ["Budget", "1000 €"], ["Indicateurs", "Places"], ["Statut", "Fait"]]
    )
    word.tableau(
        [["Fiche action n° 2", "Fermer"], ["Pilote", "Anne Bo"], ["Description", "Un lieu"], ["Partenaires", "Caf"]]
    )
    word.texte("(suite)").tableau([["Budget", "2000 €"], ["Indicateurs", "Places"], ["Statut", "Fait"]])
    plan = lire(word.build(), "plan.docx")
    assert [(a["titre"], a["description"], a["budget"][0]["montant"]) for a in plan["actions"]] == [
        ("Ouvrir", "Un lieu", 1000.0),
        ("Fermer", "Un lieu", 2000.0),
    ]
    assert get_codes(plan) == ["fiche_suite", "fiche_suite"]


def test_bulleted_sentences_are_actions_and_their_labels_leave_the_title():
    word = Word().titre("Axe 1 : Enfance", 1)
    word.texte("Ouvrir une crèche. Pilote : Anne Bo. Échéance : 2026", puce=True)
    word.texte("Fermer (Pilote : Luc Da, Échéance : fin 2027)", puce=True)
    word.texte("Rire – Pilote : Luc Da – Échéance : 2027", puce=True)
    word.titre("Axe 2 : Jeunesse", 1).texte("Courir", puce=True)
    plan = lire(word.build(), "plan.docx")
    assert [(a["titre"], a["rattachement"], a["pilotes"], a["calendrier"]["fin"]) for a in plan["actions"]] == [
        ("Ouvrir une crèche", ["Enfance"], ["Anne Bo"], "2026"),
        ("Fermer", ["Enfance"], ["Luc Da"], "2027"),
        ("Rire", ["Enfance"], ["Luc Da"], "2027"),
        ("Courir", ["Jeunesse"], [], None),
    ]


def test_page_numbers_of_a_summary_enter_no_title():
    word = (
        Word()
        .texte("Sommaire", gras=True)
        .texte("Axe 1 – Enfance\t3")
        .texte("Axe 2 – Jeunesse ........ 12")
        .texte("Axe 3 – Vie 14")
    )
    for rang, nom in ((1, "Enfance"), (2, "Jeunesse")):
        word.titre(f"Axe {rang} – {nom}", 1).titre(f"Action {rang}.1 : Agir", 2).etiquette("Pilote : ", "Anne Bo")
        word.etiquette("Description : ", "Un lieu.")
    plan = lire(word.build(), "plan.docx")
    assert get_arbre(plan) == [(1, "1", "Enfance", None), (1, "2", "Jeunesse", None)]


def build_annote() -> bytes:
    """A fiche with an insertion, a deletion and a comment, as Word keeps them."""
    word = Word().tableau(
        [["Fiche action n° 1", "Ouvrir"], ["Pilote", "Anne Bo"], ["Statut", "Fait"], ["Public", "PUBLIC"]]
    )
    sortie = io.BytesIO()
    espace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(io.BytesIO(word.build())) as avant, zipfile.ZipFile(sortie, "w") as apres:
        for nom in avant.namelist():
            contenu = avant.read(nom)
            if nom == "word/document.xml":
                contenu = contenu.replace(
                    b"<w:r><w:t>PUBLIC</w:t></w:r>",
                    b'<w:r><w:t>Enfants</w:t></w:r><w:ins w:id="1"><w:r><w:t>, parents</w:t></w:r></w:ins>'
                    b'<w:del w:id="2"><w:r><w:delText>, grands</w:delText></w:r></w:del>'
                    b'<w:r><w:commentReference w:id="7"/></w:r>',
                )
            apres.writestr(nom, contenu)
        commentaire = '<w:comment w:id="7"><w:p><w:r><w:t>À valider</w:t></w:r></w:p></w:comment>'
        apres.writestr("word/comments.xml", f"<w:comments {espace}>{commentaire}</w:comments>")
    return sortie.getvalue()


def test_comments_and_tracked_changes_are_said_with_their_table():
    plan = lire(build_annote(), "plan.docx")
    assert get_actions(plan, "publics") == [["Enfants", "parents"]]
    assert [(w["code"], w["lieu"]) for w in plan["warnings"]] == [
        ("suivi_modifications", {"tableau": 1}),
        ("suivi_modifications", {"tableau": 1}),
        ("commentaire", {"tableau": 1}),
    ]
    assert [
        mot for mot, w in zip(("parents", "grands", "À valider"), plan["warnings"], strict=True) if mot in w["message"]
    ] == [
        "parents",
        "grands",
        "À valider",
    ]


@pytest.mark.parametrize("decalage", [[], ["Budget"]])
def test_funders_by_year_on_rows_of_the_table_of_the_fiche(decalage):
    """« Financeurs | 2025 | 2026 » in the fiche itself; or the same under « Budget », merged down its rows."""
    largeur = 4 + len(decalage)
    lignes = [["Fiche action n° 1", "Ouvrir"], ["Pilote", "Anne Bo"]]
    argent = [*FINANCEURS, ["Communes", "100", "NC", "100"], ["Total", "1600", "2500", "4100"]]
    lignes += [
        [*decalage, *ligne] if rang == 0 else [*([""] * len(decalage)), *ligne] for rang, ligne in enumerate(argent)
    ]
    lignes += [["Indicateurs", "Nombre de familles"], ["Statut", "Fait"]]
    fusions = [(2, 0, 6, 0)] if decalage else []
    plan = lire(
        Word().tableau([[*ligne, *[""] * (largeur - len(ligne))] for ligne in lignes], fusions).build(), "plan.docx"
    )
    action = plan["actions"][0]
    assert list_montants(action) == [*ATTENDUS, (2025, "Communes", "produit", 100.0)]
    assert (action["communes"], [i["libelle"] for i in action["indicateurs"]]) == ([], ["Nombre de familles"])
    assert get_codes(plan) == ["total_verifie"]
