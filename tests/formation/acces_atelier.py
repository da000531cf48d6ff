"""Who opens the pages of a workshop: those of a session, those under the key of a trainee."""

from tests.formation.acces_roles import ANIMATEURS

PAGES_ATELIERS: dict[str, frozenset[str]] = dict.fromkeys(
    ("atelier_list", "atelier_detail", "atelier_groupes"), ANIMATEURS
)
PAGES_ATELIERS_STAGIAIRE = frozenset({"atelier_stagiaire_list", "atelier_stagiaire_detail"})
ARGUMENTS_ATELIERS = dict.fromkeys(
    (PAGES_ATELIERS.keys() | PAGES_ATELIERS_STAGIAIRE) - {"atelier_list", "atelier_stagiaire_list"}, "atelier"
)
