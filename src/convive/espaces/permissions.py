"""Who does what in an espace. The page « Qui voit quoi » and the tests read the same rows."""

from django.core.exceptions import PermissionDenied

from convive.espaces.models import TYPES_SANS_TERRITOIRE, Espace, Membre, Role, TypeEspace
from convive.espaces.rules import DROIT_LIRE_NOTES
from convive.socle.droits import Droit, droits

DOMAINE = "espaces"
TOUS = frozenset(Role.values)
PILOTES = frozenset({Role.CHARGE_COOPERATION.value, Role.DIRECTION.value})
REDACTEURS = PILOTES | {Role.COORDONNATEUR_THEMATIQUE.value}
# Who « l’équipe » is, wherever a page must say it: REDACTEURS, in words.
NOM_EQUIPE = "chargé·es de coopération, direction, coordonnateur·rices thématiques"
# The `types` of a right that makes no sense for a cabinet, an organisme de formation or a département.
TERRITOIRES = frozenset({TypeEspace.TERRITOIRE.value, TypeEspace.ENTRAINEMENT.value})
# Rows of « Qui voit quoi » that several packages fill.
LIGNE_REGLAGES = "Les réglages de l’espace"
LIGNE_INTERNE = "Ce qui est interne à l’équipe"
LIGNE_RESERVEE = "Les coordonnées et les montants"
LIGNE_AVIS = "Les avis, la météo, l’avancement"
DROITS = (
    Droit(
        DOMAINE,
        "L’accueil de l’espace",
        "voir",
        TOUS - {Role.ADMINISTRATEUR_TECHNIQUE.value},
        "L’administrateur·rice technique gère l’installation, pas le contenu.",
        ligne="Les tâches de la semaine et les échéances",
    ),
    Droit(
        DOMAINE,
        "La liste des membres",
        "voir",
        TOUS - {Role.PARTENAIRE.value, Role.LECTURE.value, Role.FORMATEUR.value},
        "Elle montre des noms et des adresses e-mail.",
        ligne="Les membres et leurs accès",
    ),
    Droit(
        DOMAINE,
        "Les invitations",
        "gérer",
        PILOTES,
        "Envoyer, annuler, voir à qui elles sont parties.",
        place_entiere=True,
        ligne="Les membres et leurs accès",
    ),
    Droit(
        DOMAINE,
        "L’accès d’un membre",
        "fermer",
        PILOTES,
        "Il reste toujours un·e chargé·e de coopération.",
        place_entiere=True,
        ligne="Les membres et leurs accès",
    ),
    Droit(
        DOMAINE,
        "L’accès d’un membre",
        "modifier",
        PILOTES,
        "Son rôle, ses limites, la fin de son accès.",
        place_entiere=True,
        ligne="Les membres et leurs accès",
    ),
    Droit(
        DOMAINE,
        "Le périmètre",
        "modifier",
        PILOTES,
        "L’ancien reste, daté. Ni dans l’espace d’un cabinet, ni dans celui d’un organisme de formation.",
        place_entiere=True,
        types=frozenset(TypeEspace.values) - TYPES_SANS_TERRITOIRE,
        ligne=LIGNE_REGLAGES,
    ),
    Droit(
        DOMAINE,
        "Les thématiques",
        "voir",
        TOUS - {Role.ADMINISTRATEUR_TECHNIQUE.value},
        "Elles classent le contenu de l’espace.",
        ligne=LIGNE_REGLAGES,
    ),
    Droit(
        DOMAINE,
        "Les thématiques",
        "modifier",
        PILOTES,
        "Une thématique qui a déjà servi s’archive\u00a0: rien ne se perd.",
        place_entiere=True,
        ligne=LIGNE_REGLAGES,
    ),
    Droit(
        DOMAINE,
        "La copie de l’espace",
        "télécharger",
        frozenset({Role.CHARGE_COOPERATION.value}),
        "Elle contient tout, annuaire, brouillons et échanges internes compris, sans les comptes. "
        "Reprendre une copie crée un autre espace.",
        place_entiere=True,
        ligne="La copie et la suppression de l’espace",
    ),
    Droit(
        DOMAINE,
        "L’espace",
        "cloner",
        frozenset({Role.CHARGE_COOPERATION.value}),
        "Pour s’entraîner, ou pour repartir d’une structure connue. Les membres ne sont pas copiés.",
        place_entiere=True,
        ligne="La copie et la suppression de l’espace",
    ),
    Droit(
        DOMAINE,
        "L’espace d’entraînement",
        "remettre à zéro",
        frozenset({Role.CHARGE_COOPERATION.value, Role.FORMATEUR.value}),
        "Ce qui s’y est écrit depuis le point de départ s’efface. Aucun autre espace ne se remet à zéro.",
        place_entiere=True,
        types=frozenset({TypeEspace.ENTRAINEMENT.value}),
    ),
    Droit(
        DOMAINE,
        "L’espace",
        "supprimer",
        frozenset({Role.CHARGE_COOPERATION.value}),
        "Il attend ensuite dans « Mes espaces », d’où un·e chargé·e de coopération le restaure.",
        place_entiere=True,
        ligne="La copie et la suppression de l’espace",
    ),
    Droit(
        DOMAINE,
        "Le journal",
        "voir",
        REDACTEURS,
        "Il dit qui a fait quoi, et quand. Avec un accès limité, on y lit ce que l’on peut ouvrir.",
        ligne="Le journal",
    ),
    Droit(
        DOMAINE,
        "Les liens envoyés",
        "gérer",
        REDACTEURS,
        "Voir à qui un lien personnel est parti et ce qu’il est devenu, l’annuler, le renvoyer.",
        ligne="Les liens personnels envoyés",
    ),
    Droit(
        DOMAINE,
        "Les échéances",
        "voir",
        TOUS - {Role.ADMINISTRATEUR_TECHNIQUE.value},
        "Celles que l’on peut lire, sur une page ou dans son propre agenda.",
        ligne="Les tâches de la semaine et les échéances",
    ),
    Droit(DOMAINE, "Son propre accès", "confirmer", TOUS, "Une fois par an, confirmer que l’on a toujours ce rôle."),
    Droit(DOMAINE, "La page « Qui voit quoi »", "voir", TOUS),
    Droit(
        DOMAINE,
        "Le partage avec un département",
        "gérer",
        PILOTES,
        "Choisir ce que l’on montre, l’arrêter à tout moment. Dans l’espace d’un territoire.",
        place_entiere=True,
        types=TERRITOIRES,
        ligne=LIGNE_REGLAGES,
    ),
    Droit(
        DOMAINE,
        "Les territoires qui partagent",
        "voir",
        TOUS - {Role.PARTENAIRE.value, Role.FORMATEUR.value, Role.ADMINISTRATEUR_TECHNIQUE.value},
        "Seulement ce que chaque territoire a choisi de montrer. Dans l’espace d’un département.",
        types=frozenset({TypeEspace.DEPARTEMENT.value}),
        ligne="Les territoires qui partagent",
    ),
    Droit(
        DOMAINE,
        "Les partages reçus",
        "accepter, arrêter",
        PILOTES,
        "Répondre à une proposition, ou y mettre fin. Dans l’espace d’un département.",
        place_entiere=True,
        types=frozenset({TypeEspace.DEPARTEMENT.value}),
        ligne="Les territoires qui partagent",
    ),
    Droit(
        *DROIT_LIRE_NOTES,
        TOUS - {Role.ADMINISTRATEUR_TECHNIQUE.value},
        "Une note limitée à des thématiques ou à des communes n’est visible que par les membres qu’elle concerne.",
        ligne="Le carnet",
    ),
    Droit(
        DOMAINE,
        "Le carnet",
        "écrire",
        REDACTEURS,
        "Avec un accès limité, on écrit dans ses limites. "
        "Une suppression peut être annulée\u00a0: la note attend dans la corbeille.",
        ligne="Le carnet",
    ),
    Droit(
        DOMAINE,
        "La corbeille du carnet",
        "effacer pour de bon",
        PILOTES,
        "La note, ses versions et ses échanges ne reviennent pas. Sinon, la corbeille se vide seule.",
        place_entiere=True,
    ),
)


class EspaceExpire(PermissionDenied):
    """A change of an espace whose time is over; the message can be shown."""


def refuse_espace_expire(espace: Espace) -> None:
    """Raise EspaceExpire when nobody may change this espace any more."""
    if espace.date_suppression is not None:
        raise EspaceExpire(f"L’espace « {espace} » a été supprimé : il ne peut plus être modifié.")
    if espace.expire_le is not None and espace.is_expire:
        raise EspaceExpire(
            f"L’espace « {espace} » a expiré le {espace.expire_le:%d/%m/%Y} : on peut encore le lire, "
            "mais plus le modifier."
        )


def record_droits() -> None:
    for droit in DROITS:
        droits.record(droit)


def is_permis_membre(membre: Membre, domaine: str, objet: str, geste: str) -> bool:
    """Whether a place gives a right, whichever package declares it: its dates, its role, the type of its espace; and
    for what touches the whole espace, no limit: a place limited to a part of it could give itself the rest."""
    droit = droits.get(domaine, objet, geste)
    if not (membre.is_en_cours and membre.role in droit.roles):
        return False
    # The espace is read, and perhaps fetched, only for a right that depends on its type.
    if droit.types and not droit.is_in_type(membre.espace.type):
        return False
    return not (droit.place_entiere and membre.limites.is_limitee)


def _is_permis(membre: Membre, objet: str, geste: str) -> bool:
    return is_permis_membre(membre, DOMAINE, objet, geste)


def can_get_espace(membre: Membre) -> bool:
    return _is_permis(membre, "L’accueil de l’espace", "voir")


def can_list_membres(membre: Membre) -> bool:
    return _is_permis(membre, "La liste des membres", "voir")


def can_submit_invitation(membre: Membre) -> bool:
    return _is_permis(membre, "Les invitations", "gérer")


def can_close_membre(membre: Membre) -> bool:
    return _is_permis(membre, "L’accès d’un membre", "fermer")


def can_update_membre(membre: Membre) -> bool:
    return _is_permis(membre, "L’accès d’un membre", "modifier")


def can_export_espace(membre: Membre) -> bool:
    return _is_permis(membre, "La copie de l’espace", "télécharger")


def can_clone_espace(membre: Membre) -> bool:
    return _is_permis(membre, "L’espace", "cloner")


def can_reset_espace(membre: Membre) -> bool:
    """Only a practice espace is ever put back: elsewhere, what people wrote is their work."""
    return _is_permis(membre, "L’espace d’entraînement", "remettre à zéro")


def can_delete_espace(membre: Membre) -> bool:
    return _is_permis(membre, "L’espace", "supprimer")


def can_update_perimetre(membre: Membre) -> bool:
    return _is_permis(membre, "Le périmètre", "modifier")


def can_list_thematiques(membre: Membre) -> bool:
    return _is_permis(membre, "Les thématiques", "voir")


def can_update_thematiques(membre: Membre) -> bool:
    return _is_permis(membre, "Les thématiques", "modifier")


def can_update_partages(membre: Membre) -> bool:
    return _is_permis(membre, "Le partage avec un département", "gérer")


def can_list_territoires(membre: Membre) -> bool:
    return _is_permis(membre, "Les territoires qui partagent", "voir")


def can_validate_partages(membre: Membre) -> bool:
    return _is_permis(membre, "Les partages reçus", "accepter, arrêter")


def can_get_journal(membre: Membre) -> bool:
    return _is_permis(membre, "Le journal", "voir")


def can_get_droits(membre: Membre) -> bool:
    return _is_permis(membre, "La page « Qui voit quoi »", "voir")


def can_list_notes(membre: Membre) -> bool:
    return _is_permis(membre, "Le carnet", "lire")


def can_update_notes(membre: Membre) -> bool:
    """Write, put aside, bring back; the notes themselves are reached through `visible_to`, which knows the limits."""
    return _is_permis(membre, "Le carnet", "écrire")


def can_delete_corbeille(membre: Membre) -> bool:
    """Erase for good what was put aside."""
    return _is_permis(membre, "La corbeille du carnet", "effacer pour de bon")


def can_list_liens(membre: Membre) -> bool:
    return _is_permis(membre, "Les liens envoyés", "gérer")


def can_list_echeances(membre: Membre) -> bool:
    return _is_permis(membre, "Les échéances", "voir")


def can_validate_place(membre: Membre) -> bool:
    return _is_permis(membre, "Son propre accès", "confirmer")
