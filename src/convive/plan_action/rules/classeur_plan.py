"""The titles of the workbook of a plan, which its export writes and its import knows again. Pure Python."""

from uuid import UUID

TITRES = {
    "code": "N° action",
    "titre": "Action",
    "pilotes": "Pilotes",
    "structures_porteuses": "Structure porteuse",
    "partenaires": "Partenaires",
    "publics": "Publics",
    "communes": "Communes",
    "debut": "Début",
    "fin": "Fin",
    "calendrier": "Calendrier",
    "statut": "Statut",
    "avancement": "Avancement (%)",
    "priorite": "Priorité",
    "thematiques": "Thématiques",
    "instance_suivi": "Instance de suivi",
    "description": "Description",
    "objectif_general": "Objectif général",
    "objectifs": "Objectifs de l’action",
    "constat": "Constat",
    "resultats_attendus": "Résultats attendus",
    "moyens_humains": "Moyens humains",
    "moyens_materiels": "Moyens matériels",
    "repere": "Repère",
}
"""What the columns of an action hold, in their order, after two by level: its number and its name."""
TITRES_RAPPEL = {"code": "N° action", "titre": "Rappel de l’action"}
TITRES_BUDGET = TITRES_RAPPEL | {
    "annee": "Année",
    "charge": "Dépense prévue",
    "produit": "Recette prévue",
    "financeur": "Financeur",
    "repere": "Repère",
}
TITRES_INDICATEURS = TITRES_RAPPEL | {
    "indicateur": "Indicateur",
    "unite": "Unité",
    "reference": "Valeur de départ",
    "cible": "Valeur cible",
    "role": "Ce qu’il mesure",
    "repere": "Repère",
}
"""The years come before the last two, one column each."""
FACULTATIFS = ("role", "repere")
"""What a workbook may lack: one that left before they existed is still read."""
TOUTES_LES_COMMUNES = "Toutes les communes"
SIGNES_REPERE = 12


def build_repere(pk: UUID) -> str:
    """What tells an action from those of the same title, when all its cells have changed: « r0f3a… »."""
    return f"r{pk.hex[:SIGNES_REPERE]}"
