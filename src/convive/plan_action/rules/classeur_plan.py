"""The titles of the workbook of a plan, which its export writes and its import knows again. Pure Python."""

from uuid import UUID

from convive.plan_action.rules.lecture.listes import parse_noms

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
    "repere": "Repère",
}
"""The years come after, one column each."""
TOUTES_LES_COMMUNES = "Toutes les communes"
SIGNES_REPERE = 12


def build_repere(pk: UUID) -> str:
    """What tells an action from those of the same title, when all its cells have changed: « r0f3a… »."""
    return f"r{pk.hex[:SIGNES_REPERE]}"


def write_nom(nom: str, *, is_personne: bool = False) -> str:
    """A name on its line. One that a reader would cut (« Enfance, jeunesse et sports ») stands between guillemets."""
    is_nu = not nom.startswith("«") and parse_noms(nom, is_personnes=is_personne)[0] == [nom]
    return nom if is_nu else f"« {nom} »"


def read_noms(texte: str, *, is_personnes: bool = False) -> list[str]:
    """Those of a cell, in their order, each once: as they stand between guillemets, else as people write several."""
    noms: list[str] = []
    for ligne in filter(None, map(str.strip, texte.split("\n"))):
        if ligne.startswith("«") and ligne.endswith("»") and len(ligne) > 1:
            noms.append(ligne[1:-1].strip())
        else:
            noms += parse_noms(ligne, is_personnes=is_personnes)[0]
    return list(dict.fromkeys(filter(None, noms)))
