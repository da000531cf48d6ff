"""Who reads the CTG, who writes it."""

from convive.convention.rules.ctg import DROIT_ECRIRE, DROIT_LIRE
from convive.espaces.models import Membre, Role, TypeEspace
from convive.espaces.permissions import PILOTES, TOUS, is_permis_membre
from convive.socle.droits import Droit, droits

LECTEURS = TOUS - {Role.ADMINISTRATEUR_TECHNIQUE.value}
DROITS = (
    Droit(
        *DROIT_LIRE,
        LECTEURS,
        "Ses dates, ses jalons, ses signataires, leurs délibérations, ses avenants, son texte et ses documents.",
    ),
    Droit(
        *DROIT_ECRIRE,
        PILOTES,
        "Ce que change un avenant ne s’applique qu’une fois sa signature notée.",
        place_entiere=True,
    ),
)


def record_droits() -> None:
    droits.record(*DROITS)


def _has_ctg(membre: Membre) -> bool:
    """A CTG lives in the espace of its territory: that of a département reads those that territories share."""
    return membre.espace.type in (TypeEspace.TERRITOIRE, TypeEspace.ENTRAINEMENT)


def can_get_ctg(membre: Membre) -> bool:
    return _has_ctg(membre) and is_permis_membre(membre, *DROIT_LIRE)


def can_update_ctg(membre: Membre) -> bool:
    return _has_ctg(membre) and is_permis_membre(membre, *DROIT_ECRIRE)
