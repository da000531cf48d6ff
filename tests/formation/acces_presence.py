"""Who opens the pages of attendance and of the papers of a session."""

from tests.formation.acces_roles import ANIMATEURS, LECTEURS

PAGES_PRESENCES: dict[str, frozenset[str]] = {
    "presence_list": LECTEURS,
    "presence_update": ANIMATEURS,
    "feuille_export": ANIMATEURS,
    "feuille_scan_export": ANIMATEURS,
    "document_session_list": ANIMATEURS,
    "document_session_detail": ANIMATEURS,
    "document_session_export": ANIMATEURS,
}
ARGUMENTS_PRESENCES = {
    "presence_update": "demi_journee",
    "feuille_export": "demi_journee",
    "feuille_scan_export": "demi_journee",
    "document_session_detail": "document",
    "document_session_export": "document",
}
PAGES_PRESENCES_STAGIAIRE = frozenset(
    {"emargement_personnel_update", "document_personnel_list", "document_personnel_export"}
)
PAGES_PRESENCES_PUBLIQUES = frozenset({"emargement_update", "verification_detail"})
