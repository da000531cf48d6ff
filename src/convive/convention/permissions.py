"""Who reads the CTG, who writes it."""

from convive.convention.rules.ctg import DROIT_ECRIRE, DROIT_LIRE
from convive.convention.rules.plans import DROIT_ECRIRE_PLANS, DROIT_LIRE_PLANS
from convive.espaces.models import Membre, Role, TypeEspace
from convive.espaces.permissions import PILOTES, TOUS, is_permis_membre
from convive.socle.droits import Droit, droits

LECTEURS = TOUS - {Role.ADMINISTRATEUR_TECHNIQUE.value}
DROITS = (
    Droit(
        *DROIT_LIRE,
        LECTEURS,
        "Ses dates, ses jalons, ses signataires, leurs délibérations, ses avenants, son texte et ses documents.",
        ligne="La CTG et les autres plans",
    ),
    Droit(
        *DROIT_ECRIRE,
        PILOTES,
        "Ce que change un avenant ne s’applique qu’une fois sa signature notée.",
        place_entiere=True,
        ligne="La CTG et les autres plans",
    ),
    Droit(
        *DROIT_LIRE_PLANS,
        LECTEURS,
        "Leurs pilotes, leurs dates, leurs orientations, ce qui les lie à la CTG.",
        ligne="La CTG et les autres plans",
    ),
    Droit(
        *DROIT_ECRIRE_PLANS,
        PILOTES,
        "Un plan qui ne sert plus s’archive : rien ne se perd.",
        place_entiere=True,
        ligne="La CTG et les autres plans",
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


def can_list_plans(membre: Membre) -> bool:
    return _has_ctg(membre) and is_permis_membre(membre, *DROIT_LIRE_PLANS)


def can_update_plans(membre: Membre) -> bool:
    return _has_ctg(membre) and is_permis_membre(membre, *DROIT_ECRIRE_PLANS)
