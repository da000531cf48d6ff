"""Who opens what in the espace of a training body; `test_acces_organisme.py` tries each line.

A page of the body takes the espace; one of a session, the session too. Add a line for each address, in the set of who
opens it; what takes other arguments is named in ARGUMENTS by a function of the fixture.
"""

from tests.formation.acces_atelier import ARGUMENTS_ATELIERS, PAGES_ATELIERS, PAGES_ATELIERS_STAGIAIRE
from tests.formation.acces_pairs import ARGUMENTS_PAIRS, PAGES_PAIRS, PAGES_PAIRS_STAGIAIRE
from tests.formation.acces_presence import (
    ARGUMENTS_PRESENCES,
    PAGES_PRESENCES,
    PAGES_PRESENCES_PUBLIQUES,
    PAGES_PRESENCES_STAGIAIRE,
)
from tests.formation.acces_programme import (
    ARGUMENTS_DOSSIER,
    PAGES_CATALOGUE,
    PAGES_DOSSIER_STAGIAIRE,
    PAGES_PROGRAMME,
    PAGES_PROGRAMME_PUBLIQUES,
    PAGES_PROGRAMME_SUITE,
)
from tests.formation.acces_qualite import (
    ARGUMENTS_QUALITE,
    PAGES_QUALITE,
    PAGES_QUALITE_SESSION,
    PAGES_QUALITE_STAGIAIRE,
)
from tests.formation.acces_roles import ANIMATEURS, LECTEURS, ORGANISATEURS

PAGES_ORGANISME: dict[str, frozenset[str]] = {
    **PAGES_CATALOGUE,
    **PAGES_QUALITE,
    **PAGES_PAIRS,
    "session_list": LECTEURS,
    "session_create": ORGANISATEURS,
}
PAGES_SESSION: dict[str, frozenset[str]] = {
    **PAGES_ATELIERS,
    **PAGES_QUALITE_SESSION,
    **PAGES_PRESENCES,
    "session_detail": LECTEURS,
    "session_update": ORGANISATEURS,
    "session_horaires": ORGANISATEURS,
    "session_intervenants": ORGANISATEURS,
    "session_etat": ORGANISATEURS,
    "session_convocation": ORGANISATEURS,
    "session_questionnaires": ANIMATEURS,
    "session_bilan": LECTEURS,
    "session_deroule": LECTEURS,
    "inscription_list": ANIMATEURS,
    "inscription_update": ANIMATEURS,
}
ARGUMENTS = (
    ARGUMENTS_ATELIERS
    | ARGUMENTS_QUALITE
    | ARGUMENTS_DOSSIER
    | ARGUMENTS_PRESENCES
    | ARGUMENTS_PAIRS
    | {
        "inscription_update": "inscription",
    }
)
"""What a page takes besides, by the name of the fixture whose identifier it is."""
MOTS = {"stagiaire_positionnement": "entree", "stagiaire_questionnaire": "a_chaud"}
"""What a personal page takes besides, when it is a word."""
PAGES_STAGIAIRE = (
    PAGES_ATELIERS_STAGIAIRE
    | PAGES_QUALITE_STAGIAIRE
    | PAGES_DOSSIER_STAGIAIRE
    | PAGES_PRESENCES_STAGIAIRE
    | PAGES_PAIRS_STAGIAIRE
    | frozenset(
        {
            "stagiaire_detail",
            "stagiaire_calendrier_export",
            "stagiaire_positionnement",
            "stagiaire_questionnaire",
        }
    )
)
"""Under a key: 404 for a false one, whoever asks."""
PAGES_PUBLIQUES = PAGES_PROGRAMME_PUBLIQUES | PAGES_PRESENCES_PUBLIQUES | {"aide_publique_detail", "avis_update"}
"""Without a key: listed one by one in tests/config/test_acces.py."""
ADRESSES_ORGANISME = frozenset(
    f"formation:{page}"
    for page in (*PAGES_ORGANISME, *PAGES_SESSION, *PAGES_PROGRAMME, *PAGES_PROGRAMME_SUITE, *PAGES_STAGIAIRE)
)
