"""Who follows the first hundred days, who reads what a person shares of them."""

from convive.espaces.models import Membre, Role, TypeEspace
from convive.espaces.permissions import PILOTES, is_permis_membre
from convive.formation.rules.parcours import DROIT_LIRE_PARTAGES, DROIT_SUIVRE
from convive.socle.droits import Droit, droits

EQUIPE = PILOTES | {Role.COORDONNATEUR_THEMATIQUE.value}
TYPES = frozenset({TypeEspace.TERRITOIRE.value, TypeEspace.ENTRAINEMENT.value})
DROITS = (
    Droit(
        *DROIT_SUIVRE,
        EQUIPE,
        "Son propre parcours et ses propres auto-évaluations, que personne d’autre ne lit tant qu’elle ne les partage.",
        types=TYPES,
    ),
    Droit(
        *DROIT_LIRE_PARTAGES,
        frozenset({Role.DIRECTION.value}),
        "Seulement ce que la personne a choisi de partager, et tant qu’elle ne l’a pas repris.",
        place_entiere=True,
        types=TYPES,
    ),
)


def record_droits() -> None:
    droits.record(*DROITS)


def can_follow_parcours(membre: Membre) -> bool:
    """Follow one’s own path, place oneself on the grid."""
    return is_permis_membre(membre, *DROIT_SUIVRE)


def can_list_partages(membre: Membre) -> bool:
    """Read what people of the espace share of their own."""
    return is_permis_membre(membre, *DROIT_LIRE_PARTAGES)
