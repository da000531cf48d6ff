"""What is asked of a person when nobody knows the words of a file, and a title that says two things."""

import pytest

from convive.plan_action.lecteur_plans.modele import PlanIllisible
from tests.plan_action.lecteur_plans.fabrique import Word, build_pdf, build_xlsx, get_actions, get_codes, lire

TABLEAU = [["Truc", "Gus", "Bidule"], ["Ouvrir", "Anne Bo", "2026"], ["Rire", "Luc Da", "2027"]]
FICHES = [
    [["On veut", "Ouvrir"], ["Les gens", "Anne Bo"], ["Sous", "100 €"]],
    [["On veut", "Rire"], ["Les gens", "Luc Da"], ["Sous", "200 €"]],
]
LUES = [("Ouvrir", ["Anne Bo"]), ("Rire", ["Luc Da"])]


def build_word(*tableaux: list[list[str]]) -> bytes:
    word = Word()
    for tableau in tableaux:
        word.tableau(tableau)
    return word.build()


def write_typst(tableau: list[list[str]]) -> str:
    return f"#table(columns:{len(tableau[0])},{','.join(f'[{c}]' for ligne in tableau for c in ligne)})"


def build_imprime(*tableaux: list[list[str]]) -> bytes:
    return build_pdf("\n#pagebreak()\n".join(map(write_typst, tableaux)))


@pytest.mark.parametrize(("contenu", "nom"), [(build_word(TABLEAU), "plan.docx"), (build_imprime(TABLEAU), "plan.pdf")])
def test_titles_of_a_table_of_a_text_are_asked(contenu, nom):
    (question,) = lire(contenu, nom)["questions"]
    assert (question["code"], question["lieu"]) == ("titres", {"tableau": 1})
    assert question["message"] == "Quelle ligne porte les titres, quelle colonne contient les actions\u00a0?"
    assert question["lignes"][1] == {"ligne": 2, "cellules": TABLEAU[1]}
    plan = lire(contenu, nom, entetes={"tableau 1": (1, 0)}, champs={"gus": "pilotes"})
    assert get_actions(plan, "titre", "pilotes") == LUES
    # What is still not understood is said.
    assert get_codes(plan) == ["colonne_ignoree", "statut_absent"]


def test_one_answer_holds_for_the_tables_that_bear_the_same_titles():
    word = Word().titre("Axe 1 : Enfance", 1).tableau(TABLEAU[:2])
    contenu = word.titre("Axe 2 : Jeunesse", 1).tableau([TABLEAU[0], TABLEAU[2]]).build()
    assert len(lire(contenu, "plan.docx")["questions"]) == 1
    plan = lire(contenu, "plan.docx", entetes={"tableau 1": (1, 0)})
    assert get_actions(plan, "titre", "rattachement") == [("Ouvrir", ["Enfance"]), ("Rire", ["Jeunesse"])]


def write_etiquettes(signe: str) -> str:
    return "\n\n".join(f"{signe}{etiquette} :{signe} {dit}" for fiche in FICHES for etiquette, dit in fiche)


def build_texte() -> bytes:
    word = Word()
    for fiche in FICHES:
        for etiquette, dit in fiche:
            word.texte(f"{etiquette} : {dit}")
    return word.build()


@pytest.mark.parametrize(
    ("contenu", "nom"),
    [
        (build_word(*FICHES), "plan.docx"),
        (build_imprime(*FICHES), "plan.pdf"),
        (build_xlsx({"A": FICHES[0], "B": FICHES[1]}), "plan.xlsx"),
        (build_texte(), "plan.docx"),
        (build_pdf(write_etiquettes("*")), "plan.pdf"),
    ],
)
def test_label_that_says_the_action_of_fiches_is_asked_once(contenu, nom):
    question = lire(contenu, nom)["questions"][0]
    assert (question["code"], question["message"]) == ("libelle", "Quel libellé annonce l’action\u00a0?")
    assert question["libelles"] == ["On veut", "Les gens", "Sous"]
    assert question["lignes"][0]["cellules"] == ["On veut", "Ouvrir"]
    plan = lire(contenu, nom, libelles=("on veut",), champs={"les gens": "pilotes"})
    # A label that nobody knows is no more of the field above it.
    assert get_actions(plan, "titre", "pilotes") == LUES
    assert get_codes(plan) == ["etiquette_inconnue", "etiquette_inconnue", "statut_absent"]


def test_letter_is_still_refused():
    with pytest.raises(PlanIllisible, match="Aucune action"):
        lire(Word().texte("Objet : réunion").texte("Madame, Monsieur,").texte("À lundi.").build(), "lettre.docx")


@pytest.mark.parametrize("titre", ["AXE / Action", "Axe - action", "Objectif et action", "Axe stratégique > Action"])
def test_cell_that_holds_a_level_and_its_action_is_cut_and_said(titre):
    lignes = [["Axe 1 : Enfance\nOuvrir", "Anne Bo"], ["Axe 2 : Jeunesse / Rire", "Luc Da"], ["Chanter", "Luc Da"]]
    plan = lire(build_xlsx({"Plan": [[titre, "Pilote"], *lignes]}), "plan.xlsx")
    assert get_actions(plan, "titre", "rattachement") == [
        ("Ouvrir", ["Enfance"]),
        ("Rire", ["Jeunesse"]),
        ("Chanter", ["Jeunesse"]),
    ]
    assert get_codes(plan) == ["titre_coupe", "titre_coupe", "titre_double", "statut_absent"]


def test_title_that_says_two_things_is_read_as_one_and_said():
    plan = lire(b"Action / Pilote;Porteur / Public;Statut\nOuvrir (Anne);CC;fait\n", "plan.csv")
    assert get_actions(plan, "titre", "structures_porteuses") == [("Ouvrir (Anne)", ["CC"])]
    assert [(w["code"], w["lieu"]) for w in plan["warnings"][:2]] == [
        ("titre_double", {"colonne": "Action / Pilote"}),
        ("titre_double", {"colonne": "Porteur / Public"}),
    ]


MAISON = {
    "On fait quoi": "Ouvrir un lieu",
    "Qui s’en occupe ?": "Anne Bo",
    "Qui porte": "Mairie de Vic",
    "Avec qui ?": "Caf, MSA",
    "Pour qui": "Les jeunes",
    "Pour quand": "2027",
    "Où on en est": "en cours",
    "Combien ça coûte ?": "1 200 €",
    "Comment on saura que ça marche": "Nombre de jeunes",
}


@pytest.mark.parametrize("is_fiche", [False, True])
def test_titles_as_people_say_them(is_fiche):
    if is_fiche:
        contenu, nom = build_word([list(paire) for paire in MAISON.items()]), "plan.docx"
    else:
        contenu, nom = build_xlsx({"Plan": [list(MAISON), list(MAISON.values())]}), "plan.xlsx"
    (action,) = lire(contenu, nom)["actions"]
    assert (action["titre"], action["pilotes"], action["structures_porteuses"], action["partenaires"]) == (
        "Ouvrir un lieu",
        ["Anne Bo"],
        ["Mairie de Vic"],
        ["Caf", "MSA"],
    )
    assert (action["publics"], action["calendrier"]["fin"]) == (["Les jeunes"], "2027")
    assert (action["statut"]["valeur"], action["budget"][0]["montant"]) == ("en_cours", 1200.0)
    assert [i["libelle"] for i in action["indicateurs"]] == ["Nombre de jeunes"]
