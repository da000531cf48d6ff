"""Who may read, write, settle and delete discussions and comments."""

from convive.comptes.models import Compte
from convive.echanges.models import INTERNES, LECTEURS, Commentaire, Discussion
from convive.espaces.models import Membre, Role
from convive.espaces.permissions import LIGNE_INTERNE, PILOTES
from convive.socle.droits import Droit, droits

DOMAINE = "échanges"
ECRIVAINS = LECTEURS - {Role.LECTURE.value}
DROITS = (
    Droit(
        DOMAINE,
        "Les échanges partagés",
        "lire",
        LECTEURS,
        "Sur les pages que l’on voit, et elles seules.",
        ligne="Les échanges partagés",
    ),
    Droit(
        DOMAINE,
        "Les échanges partagés",
        "écrire",
        ECRIVAINS,
        "Le commentaire est visible par les personnes qui voient la page.",
        ligne="Les échanges partagés",
    ),
    Droit(
        DOMAINE,
        "Les échanges internes",
        "lire",
        INTERNES,
        "Personne d’autre n’apprend qu’ils existent. Un échange interne ne devient jamais partagé, ni l’inverse.",
        ligne=LIGNE_INTERNE,
    ),
    Droit(DOMAINE, "Les échanges internes", "écrire", INTERNES, ligne=LIGNE_INTERNE),
    Droit(
        DOMAINE,
        "Une discussion",
        "régler",
        INTERNES,
        "La personne qui l’a ouverte la règle et la rouvre aussi, quel que soit son rôle.",
    ),
    Droit(
        DOMAINE,
        "Un commentaire",
        "retirer",
        PILOTES,
        "Celui de quelqu’un d’autre, quand il n’a rien à faire là. Chacun supprime les siens.",
    ),
)


def record_droits() -> None:
    droits.record(*DROITS)


def _is_permis(membre: Membre, objet: str, geste: str) -> bool:
    return membre.is_en_cours and droits.is_permis(membre.role, DOMAINE, objet, geste)


def can_list_echanges(membre: Membre) -> bool:
    return _is_permis(membre, "Les échanges partagés", "lire")


def can_list_echanges_internes(membre: Membre) -> bool:
    return _is_permis(membre, "Les échanges internes", "lire")


def can_create_commentaire(membre: Membre, *, is_interne: bool = False) -> bool:
    return _is_permis(membre, "Les échanges internes" if is_interne else "Les échanges partagés", "écrire")


def can_close_discussion(membre: Membre, discussion: Discussion) -> bool:
    """Settle and reopen: the roles that have this right, and whoever opened the discussion and may still write."""
    is_a_moi = discussion.ouverte_par_id == membre.compte_id
    return _is_permis(membre, "Une discussion", "régler") or (
        is_a_moi and can_create_commentaire(membre, is_interne=discussion.is_interne)
    )


def is_auteur(compte: Compte, commentaire: Commentaire) -> bool:
    return commentaire.auteur_id == compte.pk


def can_delete_commentaire(membre: Membre, commentaire: Commentaire) -> bool:
    """One's own comments, whatever one's role now; those of others, for roles that moderate."""
    return is_auteur(membre.compte, commentaire) or _is_permis(membre, "Un commentaire", "retirer")
