"""How long reading an existing plan takes: 400 actions in a workbook, a CSV, a Word document.

Run: .venv/bin/python -m benchmarks.plan_import. The target is 5 s for 400 actions, whatever the file.
"""

import time

from convive.plan_action.lecteur_plans.plan import read_plan
from tests.plan_action.lecteur_plans.fabrique import Word, build_xlsx

ACTIONS = 400
TITRES = [
    "Axe",
    "Objectif",
    "N°",
    "Action",
    "Pilotes",
    "Partenaires",
    "Calendrier",
    "Budget 2026",
    "Statut",
    "Indicateurs",
]


def build_lignes() -> list[list[str]]:
    return [
        [
            f"Axe {rang // 100 + 1} – Volet {rang // 100 + 1}",
            f"{rang // 100 + 1}.{rang // 20 % 5 + 1} Objectif numéro {rang // 20}",
            f"{rang // 100 + 1}.{rang // 20 % 5 + 1}.{rang % 20 + 1}",
            f"Créer le service de proximité du secteur {rang}",
            f"Camille Essai{rang % 40}, coordinatrice\nSacha Modèle",
            "Caf, MSA et PMI",
            "De septembre 2025 à juin 2026",
            "12 500 €",
            ("en cours", "fait", "stand by", "à faire")[rang % 4],
            "- Nombre de familles (cible : 30)\n- Taux de satisfaction",
        ]
        for rang in range(ACTIONS)
    ]


def measure(nom: str, contenu: bytes) -> None:
    start = time.perf_counter()
    plan = read_plan(contenu, nom)
    duree = time.perf_counter() - start
    assert len(plan.actions) == ACTIONS
    print(f"{nom:12} {len(contenu) // 1024:6} ko  {duree:5.2f} s  {len(plan.avertissements)} remarques")


def main() -> None:
    lignes = build_lignes()
    measure("plan.xlsx", build_xlsx({"Plan": [TITRES, *lignes]}))
    texte = "\r\n".join(";".join(f'"{cellule}"' for cellule in ligne) for ligne in [TITRES, *lignes])
    measure("plan.csv", texte.encode())
    word = Word()
    for ligne in lignes:
        word.tableau(
            [
                ["Intitulé", ligne[3]],
                ["Axe", ligne[0]],
                ["Pilote", ligne[4]],
                ["Partenaires", ligne[5]],
                ["Calendrier", ligne[6]],
                ["Statut", ligne[8]],
            ]
        )
    measure("plan.docx", word.build())


if __name__ == "__main__":
    main()
