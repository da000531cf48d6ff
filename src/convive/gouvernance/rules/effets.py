"""What a decision may do to what it is about, and how it is said. Pure Python."""

from collections.abc import Mapping

from convive.plan_action.rules.plan import MAX_MOTIF
from convive.plan_action.rules.statuts import Statut

FICHE, ENJEU, DIAGNOSTIC = "fiche_action", "enjeu", "diagnostic"
CHANGEABLES = frozenset({FICHE, ENJEU, DIAGNOSTIC})
FIGE, VALIDE = "fige", "valide"
LIBELLES_ENJEUX: Mapping[str, str] = {"retenu": "Retenu", "reporte": "Reporté", "ecarte": "Écarté"}
VERBES_ENJEUX: Mapping[str, str] = {
    "retenu": "Retenir cet enjeu",
    "reporte": "Le reporter",
    "ecarte": "L’écarter",
}
CHAMPS_FICHE = ("statut", "date_debut", "date_fin", "blocage_motif", "deblocage_par", "deblocage_avant")
"""What a move may change in an action, kept so that a mistake is undone."""


def build_motif(code: str, libelle: str, motif: str) -> str:
    """What the move of an action says: which decision, then why."""
    return "\n".join(filter(None, (motif, f"Décision {code}\u00a0: {libelle}")))[:MAX_MOTIF]


def get_libelle(objet_type: str, vers: str) -> str:
    """« Validée », « Retenu », « Figé »; the stored word when it is none of ours."""
    if objet_type == FICHE:
        return dict(Statut.choices).get(vers, vers)
    if objet_type == ENJEU:
        return LIBELLES_ENJEUX.get(vers, vers)
    return {VALIDE: "Validé", FIGE: "Validé"}.get(vers, vers)
