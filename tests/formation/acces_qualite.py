"""Who opens what of the quality of a training body, and of practice territories."""

from tests.formation.acces_roles import ANIMATEURS, LECTEURS

PAGES_QUALITE = {"qualite_detail": LECTEURS, "registre_list": LECTEURS, "registre_update": ANIMATEURS}
PAGES_QUALITE_SESSION = {"qualite_session": LECTEURS, "exercice_list": LECTEURS, "exercice_detail": LECTEURS}
ARGUMENTS_QUALITE = {"exercice_detail": "exercice", "registre_list": "registre", "registre_update": "registre"}
PAGES_QUALITE_STAGIAIRE = frozenset({"stagiaire_exercice", "stagiaire_reclamation"})
