"""Who opens the pages of a workshop: those of a session, those under the key of a trainee."""

from tests.formation.acces_roles import ANIMATEURS

PAGES_ATELIERS: dict[str, frozenset[str]] = dict.fromkeys(
    ("atelier_list", "atelier_detail", "atelier_groupes"), ANIMATEURS
)
PAGES_LECTURE_STAGIAIRE = frozenset({"lecture_projet_update", "lecture_stagiaire_detail"})
PAGES_ATELIERS_STAGIAIRE = PAGES_LECTURE_STAGIAIRE | {
    "atelier_stagiaire_list",
    "atelier_stagiaire_detail",
    "atelier_emport",
}
ARGUMENTS_ATELIERS = dict.fromkeys(
    ("atelier_detail", "atelier_groupes", "atelier_stagiaire_detail", "atelier_emport"), "atelier"
) | dict.fromkeys(PAGES_LECTURE_STAGIAIRE, "lecture")
