"""Who may read the sessions of an organisme, teach in them, and organise them."""

from convive.espaces.models import Membre, Role, TypeEspace
from convive.espaces.permissions import PILOTES, is_permis_membre
from convive.formation.rules.formation import DROIT_ANIMER, DROIT_LIRE, DROIT_ORGANISER
from convive.socle.droits import Droit, droits

ORGANISMES = frozenset({TypeEspace.ORGANISME_FORMATION.value})
DROITS = (
    Droit(
        *DROIT_LIRE,
        PILOTES | {Role.FORMATEUR.value, Role.LECTURE.value},
        "Les dates, les contenus, les personnes inscrites. Les réponses d’une personne ne sont qu’à elle.",
        place_entiere=True,
        types=ORGANISMES,
        ligne="Les sessions et les programmes",
    ),
    Droit(
        *DROIT_ANIMER,
        PILOTES | {Role.FORMATEUR.value},
        "Les présences, les ateliers, les séquences, les échanges entre pairs.",
        place_entiere=True,
        types=ORGANISMES,
        ligne="L’animation d’une session",
    ),
    Droit(
        *DROIT_ORGANISER,
        PILOTES,
        "Ouvrir une session, inscrire, convoquer, publier, émettre les documents, conserver les preuves.",
        place_entiere=True,
        types=ORGANISMES,
        ligne="Les sessions et les programmes",
    ),
)


def record_droits() -> None:
    droits.record(*DROITS)


def can_lire_formation(membre: Membre) -> bool:
    """Read the sessions and programmes of an organisme."""
    return is_permis_membre(membre, *DROIT_LIRE)


def can_animer(membre: Membre) -> bool:
    """Run a session: attendance, workshops, sequences."""
    return is_permis_membre(membre, *DROIT_ANIMER)


def can_organiser(membre: Membre) -> bool:
    """Everything else: open a session, enrol people, publish, issue documents, manage the proofs."""
    return is_permis_membre(membre, *DROIT_ORGANISER)
