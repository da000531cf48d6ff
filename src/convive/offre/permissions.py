"""Who may read the inventory of services, see what collectivités pay, and change it."""

from convive.espaces.models import Membre, Role
from convive.espaces.permissions import (
    LIGNE_REGLAGES,
    LIGNE_RESERVEE,
    PILOTES,
    REDACTEURS,
    TERRITOIRES,
    TOUS,
    is_permis_membre,
)
from convive.offre.rules.offre import DROIT_ECRIRE, DROIT_LIRE, DROIT_MONTANTS, DROIT_TYPES
from convive.socle.droits import Droit, droits

LECTEURS = TOUS - {Role.ADMINISTRATEUR_TECHNIQUE.value}
# Only a territory has services: a cabinet or an organisme de formation has none of its own.
DROITS = (
    Droit(
        *DROIT_LIRE,
        LECTEURS,
        "Services, places, conventions avec la Caf, annexe 2. Avec un accès limité, on voit ce qui "
        "concerne ses thématiques et ses communes.",
        types=TERRITOIRES,
        ligne="L’offre de services",
    ),
    Droit(
        *DROIT_MONTANTS,
        REDACTEURS | {Role.ELU.value, Role.CONSEILLER_CAF.value},
        "Les autres voient qui soutient un service, pas combien.",
        types=TERRITOIRES,
        ligne=LIGNE_RESERVEE,
    ),
    Droit(
        *DROIT_ECRIRE,
        REDACTEURS,
        "Une fiche archivée peut être rétablie. Avec un accès limité, on écrit dans ses limites.",
        types=TERRITOIRES,
        ligne="L’offre de services",
    ),
    Droit(
        *DROIT_TYPES,
        PILOTES,
        "Renommer un type, changer sa thématique, en ajouter, en cacher.",
        place_entiere=True,
        types=TERRITOIRES,
        ligne=LIGNE_REGLAGES,
    ),
)


def record_droits() -> None:
    droits.record(*DROITS)


def can_list_services(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_LIRE)


def can_get_montants(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_MONTANTS)


def can_update_services(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_ECRIRE)


def can_update_types(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_TYPES)
