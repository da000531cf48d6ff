"""What a fiche-action lacks to be presented for validation. Pure Python."""

from collections.abc import Mapping

from convive.socle.formats import nombre_accorde

MIN_DESCRIPTION = 50
CHAMPS_MINIMAUX = {
    "titre": "un titre",
    "noeud": "sa place dans le plan",
    "thematiques": "une thématique",
    "description": f"une description d’au moins {MIN_DESCRIPTION} caractères",
    "organisation_porteuse": "l’organisation qui la porte",
    "pilotes": "un·e pilote",
    "resultats_attendus": "les résultats attendus",
    "statut": "un statut",
}
"""The eight fields without which an action stays in preparation, in the order of the fiche."""


def list_manques(faits: Mapping[str, object]) -> list[str]:
    """The keys of what is missing. `faits` holds what the action has under each key: texts, counts, identifiers."""
    return [cle for cle in CHAMPS_MINIMAUX if not _is_rempli(cle, faits.get(cle))]


def _is_rempli(cle: str, valeur: object) -> bool:
    if isinstance(valeur, str):
        return len(valeur.strip()) >= (MIN_DESCRIPTION if cle == "description" else 1)
    return bool(valeur)


def compute_completude(faits: Mapping[str, object]) -> int:
    """In whole percents, rounded down: a hundred means that nothing is missing."""
    total = len(CHAMPS_MINIMAUX)
    return 100 * (total - len(list_manques(faits))) // total


def count_manquants(completude: int) -> int:
    """How many of the fields a stored completeness says are missing: it was rounded down."""
    total = len(CHAMPS_MINIMAUX)
    return total - -(-completude * total // 100)


def explain_manquants(nombre: int) -> str:
    """The same words in the plan, on the action and in an agenda; nothing is missing, nothing is said."""
    return f"il manque {nombre_accorde(nombre, 'chose')} pour la valider" if nombre else ""


def compute_avancement(*, saisi: int | None, etapes: int, etapes_faites: int) -> int | None:
    """What was said with a note first; else what the steps say; None when nothing does."""
    if saisi is not None:
        return saisi
    return 100 * etapes_faites // etapes if etapes else None
