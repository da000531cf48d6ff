"""CSV files: an export in latin-1 with a shifted record, one with a BOM, one of an old spreadsheet."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from tests.plan_action.lecteur_plans.plans_a_part.ecritures import Attendu, by_axe, dit, en_chiffres, montants, quand


def build_csv(lignes: Sequence[Sequence[Any]], separateur: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    sortie = io.StringIO(newline="")
    csv.writer(sortie, delimiter=separateur, quoting=quoting).writerows(lignes)  # type: ignore[arg-type]
    return sortie.getvalue()


def c01_latin1(attendu: Attendu) -> bytes:
    """The record of the guide holds a semicolon that its tool did not protect: what follows is one cell too far."""
    lignes = [["Ref", "Axe", "Action", "Pilote", "Partenaires", "Date début", "Date fin", "Statut"]]
    for action in attendu.actions:
        textes = [dit(action, champ) for champ in ("numero", "axes", "titre", "pilotes", "partenaires")]
        if "decalage" in action.get("ecrit", {}):
            textes.insert(3, action["ecrit"]["decalage"])
        lignes.append([*textes, quand(action, "debut"), quand(action, "fin"), dit(action, "statut")])
    return build_csv(lignes, ";").encode("latin-1")


def c02_bom(attendu: Attendu) -> bytes:
    """Everything between quotes, ISO days and null days, a description over several lines."""
    entete = ["id", "thematique", "titre", "description", "structure_porteuse", "pilote", "communes"]
    lignes = [[*entete, "date_debut", "date_fin", "statut", "cout_2025", "cout_2026"]]
    mots = {"en_cours": "en cours", "a_preparer": "à préparer", "realisee": "réalisée", "validee": "validée"}
    for action in attendu.actions:
        champs = ("numero", "axes", "titre", "description", "porteurs", "pilotes")
        textes = [dit(action, champ) for champ in champs]
        textes[3] = textes[3].replace(", ", ",\n")
        argent = {annee: f"{combien:.2f} €" for annee, _, combien in montants(action)}
        jours = [dit(action, "debut"), dit(action, "fin")]
        lieux = dit(action, "communes", ";")
        lignes.append([*textes, lieux, *jours, mots[action["statut"]], argent.get(2025, ""), argent.get(2026, "")])
    return "\ufeff".encode() + build_csv(lignes, ",", csv.QUOTE_ALL).encode()


def c03_niveaux_en_lignes(attendu: Attendu) -> bytes:
    """Lines of title above; an axis and an objective stand alone on their line; a total by axis and a total."""
    entete = ["Action", "Maître d'ouvrage", "Pilote", "Année de début", "Année de fin", "Statut", "Coût"]
    lignes: list[list[Any]] = [["CIAS des Rives de Lorne (inventé)"], ["Plan d'actions 2024-2028"], [], entete]
    for rang, (axe, du_axe) in enumerate(by_axe(attendu.actions).items(), 1):
        lignes.append([f"AXE {rang} : {axe}", *[""] * 6])
        for place, (objectif, actions) in enumerate(by_axe(du_axe, 1).items(), 1):
            lignes.append([f"Objectif {rang}.{place} : {objectif}", *[""] * 6])
            for action in actions:
                textes = [dit(action, champ) for champ in ("titre", "porteurs", "pilotes")]
                annees = [quand(action, "debut", en_chiffres), quand(action, "fin", en_chiffres)]
                argent = [f"{combien:.2f}".replace(".", ",") for _, _, combien in montants(action)]
                lignes.append([*textes, *annees, dit(action, "statut"), *(argent or [""])])
        lignes.append([f"Total axe {rang}", *[""] * 5, _somme(du_axe)])
    lignes.append(["Total", *[""] * 5, _somme(attendu.actions)])
    return build_csv(lignes, ";").encode("cp1252")


def _somme(actions: Sequence[Any]) -> str:
    return f"{sum(combien for action in actions for _, _, combien in montants(action)):.2f}".replace(".", ",")
