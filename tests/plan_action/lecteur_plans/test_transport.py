"""A reading that leaves the program that read the file says the same when it comes back."""

import json

import pytest

from convive.plan_action.lecteur_plans import programme
from convive.plan_action.lecteur_plans.modele import Correspondances
from convive.plan_action.lecteur_plans.plan import read_plan
from convive.plan_action.lecteur_plans.transport import dump_correspondances, dump_plan, load_correspondances, load_plan
from tests.plan_action.lecteur_plans.fabrique import Word, build_xlsx

LIGNES = [
    ["Axe", "Objectif", "N°", "Action", "Pilote", "Calendrier", "Budget 2026", "Statut", "Indicateur", "Cible"],
    ["Axe 1 – Enfance", "1.1 Accueillir", "1.1.1", "Ouvrir", "Anne Bo (directrice)", "T3 2026", "3 k€", "vert", "A", 3],
    ["", "", "1.1.2", "Animer", "", "", "", "fait", "", ""],
    ["Axe 2 – Jeunesse", "", "", "", "", "", "", "", "Jeunes aidés", 12],
]


def build_demande(contenu: bytes, nom: str, **corrections: object) -> bytes:
    return json.dumps({"nom": nom, "corrections": corrections}).encode() + b"\n" + contenu


@pytest.mark.parametrize(
    ("contenu", "nom"),
    [
        (build_xlsx({"Plan": LIGNES, "Exemple": LIGNES, "Notes": [["Rien"]]}), "plan.xlsx"),
        (
            Word()
            .titre("Axe 1 : Enfance", 1)
            .tableau([["Titre", "Jouer"], ["Pilote", "Anne Bo"], ["Budget", "3 000 €"], ["Objectifs", "Rire"]])
            .build(),
            "plan.docx",
        ),
    ],
)
def test_a_reading_comes_back_as_it_left(contenu, nom):
    plan = read_plan(contenu, nom)
    revenu = load_plan(json.loads(json.dumps(dump_plan(plan))))
    assert revenu.build_json(0.0) == plan.build_json(0.0)
    assert (revenu.intitules, revenu.statuts, revenu.sortes) == (plan.intitules, plan.statuts, plan.sortes)
    assert (revenu.feuilles, revenu.empreinte) == (plan.feuilles, plan.empreinte)
    assert [(a.complements, a.fonctions) for a in revenu.actions] == [
        (a.complements, a.fonctions) for a in plan.actions
    ]
    # What was one node is one node again.
    assert all(a.noeud is None or a.noeud in revenu.arbre for a in revenu.actions)


def test_corrections_cross_too():
    corrections = Correspondances({"qui": "pilotes"}, {"vert": None}, ("axe", "objectif"), ("Notes",), ("Exemple",))
    assert load_correspondances(json.loads(json.dumps(dump_correspondances(corrections)))) == corrections


def test_the_program_answers_a_plan_or_a_refusal():
    contenu = build_xlsx({"Plan": LIGNES, "Exemple": LIGNES})
    lu = load_plan(programme.build_reponse(build_demande(contenu, "plan.xlsx"))["plan"])
    assert lu.feuilles == {"Plan": True, "Exemple": False}
    force = load_plan(
        programme.build_reponse(
            build_demande(contenu, "plan.xlsx", feuilles_lues=["Exemple"], feuilles_ignorees=["Plan"])
        )["plan"]
    )
    assert force.feuilles == {"Plan": False, "Exemple": True}
    assert {action.source["feuille"] for action in force.actions} == {"Exemple"}
    assert "Aucune action" in programme.build_reponse(build_demande(b"Nom;Tel\n", "a.csv"))["refus"]
    # A table whose titles are not understood is asked, and its question comes back.
    plan = load_plan(programme.build_reponse(build_demande(b"Nom;Tel\nBo;12\n", "a.csv"))["plan"])
    assert plan.questions[0].build_json()["lignes"][1] == {"ligne": 2, "cellules": ["Bo", "12"]}


@pytest.mark.parametrize("erreur", [MemoryError, RecursionError])
def test_a_file_that_takes_too_much_is_refused_with_the_reason(monkeypatch, erreur):
    def explode(*_: object) -> None:
        raise erreur

    monkeypatch.setattr(programme, "read_plan", explode)
    assert programme.build_reponse(build_demande(b"x", "a.csv")) == {"refus": programme.TROP_COUTEUX}


def test_a_fault_is_told_by_its_place_and_never_quotes_the_file(monkeypatch):
    def explode(*_: object) -> None:
        raise ValueError("Anne Bo")

    monkeypatch.setattr(programme, "read_plan", explode)
    faute = programme.build_reponse(build_demande(b"x", "a.csv"))["faute"]
    assert faute.startswith("ValueError < test_transport.py:")
    assert "Anne Bo" not in faute


def test_the_order_that_a_person_gives_to_the_levels_holds():
    lignes = [["Objectif", "Axe", "Action", "Statut"], ["Accueillir", "Enfance", "Ouvrir", "fait"]]
    contenu = build_xlsx({"Plan": lignes})
    assert read_plan(contenu, "plan.xlsx").actions[0].rattachement == ["Accueillir", "Enfance"]
    corrige = read_plan(contenu, "plan.xlsx", Correspondances(niveaux=("axe", "objectif")))
    assert corrige.actions[0].rattachement == ["Enfance", "Accueillir"]
    assert corrige.sortes == ["axe", "objectif"]
