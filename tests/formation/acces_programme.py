"""Who opens the pages of the programmes of a training body; `test_acces_organisme.py` tries each line."""

from tests.formation.acces_roles import ANIMATEURS, LECTEURS, ORGANISATEURS

PAGES_CATALOGUE: dict[str, frozenset[str]] = {
    "programme_list": LECTEURS,
    "programme_create": ORGANISATEURS,
    "organisme_update": ORGANISATEURS,
    "demande_list": ORGANISATEURS,
}
"""With the espace alone."""
PAGES_PROGRAMME: dict[str, frozenset[str]] = {
    "programme_detail": LECTEURS,
    "deroule_detail": LECTEURS,
    "programme_update": ORGANISATEURS,
    "objectif_programme_update": ORGANISATEURS,
    "composition_update": ORGANISATEURS,
}
"""With the programme."""
PAGES_PROGRAMME_SUITE: dict[str, frozenset[str]] = {
    "reference_update": ORGANISATEURS,
    "publication_detail": LECTEURS,
    "demande_detail": ORGANISATEURS,
    "sequence_update": ANIMATEURS,
}
"""With something else, that the fixture of the test gives."""
PAGES_PROGRAMME_PUBLIQUES = frozenset(
    {"formation_publique_list", "formation_publique_detail", "demande_create", "dossier_import"}
)
PAGES_DOSSIER_STAGIAIRE = frozenset({"stagiaire_dossier", "stagiaire_dossier_export"})
ARGUMENTS_DOSSIER = {"stagiaire_dossier_export": "format_dossier"}
