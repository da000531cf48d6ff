"""Who reads the bodies and their séances, who writes them."""

from uuid import UUID

from convive.espaces.models import Membre, Role, TypeEspace
from convive.espaces.permissions import LIGNE_AVIS, LIGNE_INTERNE, PILOTES, TOUS, is_permis_membre
from convive.gouvernance.models import Decision
from convive.gouvernance.rules import engagements as regles_engagements
from convive.gouvernance.rules import instances as regles
from convive.gouvernance.rules.convocations import DROIT_REPONDRE
from convive.gouvernance.rules.suivi import DROIT_SUIVRE
from convive.gouvernance.rules.voix import DROIT_VOIX
from convive.plan_action.models.acces import get_fonctions, get_personnes
from convive.socle.droits import Droit, droits

LECTEURS = TOUS - {Role.ADMINISTRATEUR_TECHNIQUE.value}
EQUIPE = PILOTES | {Role.COORDONNATEUR_THEMATIQUE.value}
CONTRIBUTEURS = EQUIPE | {Role.PARTENAIRE.value, Role.ELU.value, Role.CONSEILLER_CAF.value}
# A département has bodies too: its network, its committee of services to families.
TYPES = frozenset({TypeEspace.TERRITOIRE.value, TypeEspace.ENTRAINEMENT.value, TypeEspace.DEPARTEMENT.value})
DROITS = (
    Droit(
        *regles.DROIT_LIRE,
        LECTEURS,
        "Leur rôle et leur composition. Avec un accès limité, on voit celles de ses thématiques et "
        "de ses communes, et celles où l’on siège.",
        types=TYPES,
        ligne="Les instances et leurs séances",
    ),
    Droit(
        *regles.DROIT_LIRE_TOUT,
        EQUIPE,
        "L’ordre du jour en préparation, les points en attente, le compte rendu avant sa clôture.",
        types=TYPES,
        ligne=LIGNE_INTERNE,
    ),
    Droit(
        *regles.DROIT_LIRE_OUVERTES,
        LECTEURS,
        "Une fois convoquées. Les membres d’une instance voient aussi celles qui ne sont pas ouvertes.",
        types=TYPES,
        ligne="Les instances et leurs séances",
    ),
    Droit(
        *regles.DROIT_LIRE_CLOSES,
        EQUIPE | {Role.ELU.value},
        "De toutes les instances, avec leurs décisions.",
        types=TYPES,
        ligne="Les séances closes de toutes les instances",
    ),
    Droit(
        *regles.DROIT_ECRIRE,
        EQUIPE,
        "Avec un accès limité, on écrit dans ses limites.",
        types=TYPES,
        ligne="Les instances et leurs séances",
    ),
    Droit(
        *DROIT_SUIVRE,
        CONTRIBUTEURS,
        "Marquer «\u00a0en cours\u00a0» ou «\u00a0faite\u00a0» celles dont on est responsable, "
        "ou dont son organisation l’est, d’après l’annuaire.",
        types=TYPES,
        ligne=LIGNE_AVIS,
    ),
    Droit(
        *DROIT_VOIX,
        LECTEURS,
        "Quand l’équipe la demande entre deux séances\u00a0: qui a voix délibérative, ou sa ou son suppléant·e.",
        types=TYPES,
        ligne="Le vote dans les instances où l’on siège",
    ),
    Droit(
        *DROIT_REPONDRE,
        LECTEURS,
        "Pour soi, ou pour l’organisation au nom de laquelle on siège\u00a0; l’équipe note les réponses reçues "
        "autrement.",
        types=TYPES,
        ligne="Le vote dans les instances où l’on siège",
    ),
    Droit(
        *regles_engagements.DROIT_LIRE_ENGAGEMENTS,
        LECTEURS,
        "Ceux des actions et des décisions que l’on lit. Les notes internes ne sont visibles que par l’équipe.",
        types=TYPES,
        ligne="Les instances et leurs séances",
    ),
    Droit(
        *regles_engagements.DROIT_DIRE_ENGAGEMENTS,
        CONTRIBUTEURS,
        "Celui de son organisation, d’après l’annuaire ; l’équipe met à jour ceux de tous.",
        types=TYPES,
        ligne=LIGNE_AVIS,
    ),
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


def can_submit_reponse(membre: Membre) -> bool:
    """Say whether one comes, where one is expected: the list of the séance says where."""
    return is_permis_membre(membre, *DROIT_REPONDRE)


def can_update_suivi(membre: Membre, decision: Decision) -> bool:
    """Say where this decision is: the team, and whoever carries it; two queries at most."""
    if can_update_instances(membre):
        return True
    if not is_permis_membre(membre, *DROIT_SUIVRE):
        return False
    if decision.responsable_id and get_personnes(membre.compte).filter(pk=decision.responsable_id).exists():
        return True
    organisation = decision.organisation_responsable_id
    return organisation is not None and get_fonctions(membre.compte).filter(organisation=organisation).exists()


def can_list_engagements(membre: Membre) -> bool:
    return is_permis_membre(membre, *regles_engagements.DROIT_LIRE_ENGAGEMENTS)


def can_update_engagements(membre: Membre) -> bool:
    """Say where one of its own organisation is; `can_update_engagement` says whether this one is."""
    return is_permis_membre(membre, *regles_engagements.DROIT_DIRE_ENGAGEMENTS)


def can_update_engagement(membre: Membre, organisation: UUID) -> bool:
    """Say where a commitment of this organisation is: the team, and whoever works there; one query at most."""
    if can_update_instances(membre):
        return True
    return can_update_engagements(membre) and get_fonctions(membre.compte).filter(organisation=organisation).exists()


def can_list_reseau(membre: Membre) -> bool:
    """Read the network: whoever reads the commitments, from which it is drawn."""
    return can_list_engagements(membre)
