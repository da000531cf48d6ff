"""Who reads the plan, who writes it, who says where an action is."""

from convive.espaces.models import Membre, Role
from convive.espaces.permissions import LIGNE_AVIS, LIGNE_INTERNE, PILOTES, TERRITOIRES, TOUS, is_permis_membre
from convive.plan_action.models import FicheAction, VuePlan
from convive.plan_action.models.acces import get_fonctions, get_personnes
from convive.plan_action.rules import plan as regles
from convive.socle.droits import Droit, droits

LECTEURS = TOUS - {Role.ADMINISTRATEUR_TECHNIQUE.value}
EQUIPE = PILOTES | {Role.COORDONNATEUR_THEMATIQUE.value}
CONTRIBUTEURS = EQUIPE | {Role.PARTENAIRE.value, Role.ELU.value}
# A plan d’actions belongs to a CTG, which lives in the espace of a territory.
DROITS = (
    Droit(
        *regles.DROIT_LIRE,
        LECTEURS,
        "Les actions validées qui ne sont pas internes. Avec un accès limité, on voit celles de ses "
        "thématiques et de ses communes.",
        types=TERRITOIRES,
        ligne="Le plan d’actions et son budget",
    ),
    Droit(
        *regles.DROIT_LIRE_TOUT,
        EQUIPE,
        "La Caf ne lit aucun brouillon. La personne qui pilote une action et l’organisation qui la "
        "porte la voient aussi.",
        types=TERRITOIRES,
        ligne=LIGNE_INTERNE,
    ),
    Droit(
        *regles.DROIT_BUDGET,
        LECTEURS,
        "Avec l’action, ses dépenses et ses recettes\u00a0: celles que l’on espère et celles qui sont confirmées.",
        types=TERRITOIRES,
        ligne="Le plan d’actions et son budget",
    ),
    Droit(
        *regles.DROIT_ECRIRE,
        EQUIPE,
        "Avec un accès limité, on écrit dans ses limites.",
        types=TERRITOIRES,
        ligne="Le plan d’actions et son budget",
    ),
    Droit(
        *regles.DROIT_CONTRIBUER,
        CONTRIBUTEURS,
        "Celles que l’on pilote, ou que porte son organisation ; l’annuaire dit lesquelles, par l’adresse e-mail.",
        types=TERRITOIRES,
        ligne="Les actions que l’on pilote",
    ),
    Droit(
        *regles.DROIT_STRUCTURER,
        PILOTES,
        "Nommer les niveaux, ajouter, déplacer, renuméroter, importer.",
        place_entiere=True,
        types=TERRITOIRES,
    ),
    Droit(
        *regles.DROIT_VALIDER,
        EQUIPE,
        "Noter ce qu’une instance a décidé, avec sa date. La personne qui pilote l’action fait les autres changements.",
        types=TERRITOIRES,
        ligne="Le plan d’actions et son budget",
    ),
    Droit(
        *regles.DROIT_METEO,
        CONTRIBUTEURS | {Role.CONSEILLER_CAF.value},
        "Chacun de son point de vue : pilote, Caf, élu·e référent·e.",
        types=TERRITOIRES,
        ligne=LIGNE_AVIS,
    ),
    Droit(*regles.DROIT_VUES, LECTEURS, "Pour soi ; l’équipe peut les partager.", types=TERRITOIRES),
)


def record_droits() -> None:
    droits.record(*DROITS)


def can_list_plan(membre: Membre) -> bool:
    return is_permis_membre(membre, *regles.DROIT_LIRE)


def can_list_brouillons(membre: Membre) -> bool:
    """Read drafts, internal actions and internal notes: those of the team."""
    return is_permis_membre(membre, *regles.DROIT_LIRE_TOUT)


def can_update_fiches(membre: Membre) -> bool:
    """Write any action of its limits; `can_update_fiche` says whether it writes this one."""
    return is_permis_membre(membre, *regles.DROIT_ECRIRE)


def can_update_plan(membre: Membre) -> bool:
    """Shape the tree: levels, nodes, moves, numbers, imports."""
    return is_permis_membre(membre, *regles.DROIT_STRUCTURER)


def can_update_propres(membre: Membre) -> bool:
    """Say where one’s own actions are; `is_propre` says which ones are."""
    return is_permis_membre(membre, *regles.DROIT_CONTRIBUER)


def can_create_meteo(membre: Membre) -> bool:
    return is_permis_membre(membre, *regles.DROIT_METEO)


def can_create_vue(membre: Membre) -> bool:
    return is_permis_membre(membre, *regles.DROIT_VUES)


def can_list_page_elu(membre: Membre) -> bool:
    """The page of one’s own mandate: for the places of élu·es."""
    return membre.role == Role.ELU and can_list_plan(membre)


def can_update_vue(membre: Membre, vue: VuePlan) -> bool:
    """One’s own views; those of the espace are changed by the team."""
    return can_update_fiches(membre) if vue.partagee else vue.auteur_id == membre.compte_id


def can_validate_fiches(membre: Membre) -> bool:
    """Note what a body decided: validate, postpone, abandon, make permanent."""
    return is_permis_membre(membre, *regles.DROIT_VALIDER)


def can_create_contribution(membre: Membre) -> bool:
    """Write the actions that this place pilots or carries; `is_propre` says whether this one is."""
    return is_permis_membre(membre, *regles.DROIT_CONTRIBUER)


def is_propre(membre: Membre, fiche: FicheAction) -> bool:
    """Whether this place pilots the action, or works in the organisation that carries it; two queries at most."""
    if not can_create_contribution(membre):
        return False
    if fiche.pilotes.filter(pk__in=get_personnes(membre.compte)).exists():
        return True
    portees = get_fonctions(membre.compte).filter(organisation=fiche.organisation_porteuse_id)
    return fiche.organisation_porteuse_id is not None and portees.exists()


def can_update_fiche(membre: Membre, fiche: FicheAction) -> bool:
    """For an action that this place reads already: the team writes it, and so does whoever pilots or carries it."""
    return can_update_fiches(membre) or is_propre(membre, fiche)
