"""Who reads the bodies and their séances, who writes them."""

from convive.espaces.models import Membre, Role, TypeEspace
from convive.espaces.permissions import PILOTES, TOUS, is_permis_membre
from convive.gouvernance.rules import instances as regles
from convive.socle.droits import Droit, droits

LECTEURS = TOUS - {Role.ADMINISTRATEUR_TECHNIQUE.value}
EQUIPE = PILOTES | {Role.COORDONNATEUR_THEMATIQUE.value}
# A département has bodies too: its network, its committee of services to families.
TYPES = frozenset({TypeEspace.TERRITOIRE.value, TypeEspace.ENTRAINEMENT.value, TypeEspace.DEPARTEMENT.value})
DROITS = (
    Droit(
        *regles.DROIT_LIRE,
        LECTEURS,
        "Leur rôle et leur composition. Une place limitée voit celles qui la concernent, et celles où elle siège.",
        types=TYPES,
    ),
    Droit(
        *regles.DROIT_LIRE_TOUT,
        EQUIPE,
        "L’ordre du jour qui se prépare, les points en attente, le compte rendu avant sa clôture.",
        types=TYPES,
    ),
    Droit(
        *regles.DROIT_LIRE_OUVERTES,
        LECTEURS,
        "Une fois convoquées. Qui siège dans une instance lit aussi celles qui ne sont pas ouvertes.",
        types=TYPES,
    ),
    Droit(
        *regles.DROIT_LIRE_CLOSES,
        EQUIPE | {Role.ELU.value},
        "De toutes les instances, avec leurs décisions.",
        types=TYPES,
    ),
    Droit(*regles.DROIT_ECRIRE, EQUIPE, "Une place limitée écrit dans ses limites.", types=TYPES),
)


def record_droits() -> None:
    droits.record(*DROITS)


def can_list_instances(membre: Membre) -> bool:
    return is_permis_membre(membre, *regles.DROIT_LIRE)


def can_list_brouillons(membre: Membre) -> bool:
    """Read séances that are prepared, the backlog, and the minutes before they are closed."""
    return is_permis_membre(membre, *regles.DROIT_LIRE_TOUT)


def can_update_instances(membre: Membre) -> bool:
    """Write the bodies that this place sees, their séances, their decisions."""
    return is_permis_membre(membre, *regles.DROIT_ECRIRE)
