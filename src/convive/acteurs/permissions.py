"""Who reads the directory, sees how to reach people, changes it."""

from convive.acteurs.models import EchangeActeur, PosteCooperation
from convive.acteurs.rules.annuaire import (
    DROIT_COORDONNEES,
    DROIT_ECRIRE,
    DROIT_ECRIRE_ECHANGES,
    DROIT_LIRE,
    DROIT_LIRE_ECHANGES,
    DROIT_POSITION,
)
from convive.acteurs.rules.lettres_groupe import DROIT_LETTRES
from convive.acteurs.rules.postes import DROIT_POSTES
from convive.espaces.models import Membre, Role
from convive.espaces.permissions import LIGNE_RESERVEE, PILOTES, REDACTEURS, TOUS, is_permis_membre
from convive.socle.droits import Droit, droits

LECTEURS = TOUS - {Role.ADMINISTRATEUR_TECHNIQUE.value}
PROCHES = REDACTEURS | {Role.ELU.value, Role.CONSEILLER_CAF.value}
DROITS = (
    Droit(
        *DROIT_LIRE,
        LECTEURS,
        "Les organisations, les personnes et leurs fonctions. Jamais un avis sur une personne.",
        ligne="L’annuaire et les rencontres",
    ),
    Droit(*DROIT_COORDONNEES, PROCHES, "Leur adresse e-mail et leur téléphone professionnels.", ligne=LIGNE_RESERVEE),
    Droit(
        *DROIT_POSITION,
        REDACTEURS | {Role.CONSEILLER_CAF.value},
        "Porteuse, favorable, à convaincre, en retrait, et sur quoi repose ce choix.",
        ligne="Ce que chaque organisation pense de la CTG",
    ),
    Droit(
        *DROIT_ECRIRE, REDACTEURS, "Ce qu’on archive reste là où il était cité.", ligne="L’annuaire et les rencontres"
    ),
    Droit(
        *DROIT_LIRE_ECHANGES,
        LECTEURS,
        "La part commune, avec qui l’on voit dans l’annuaire. La part privée n’est visible que par "
        "la personne qui l’a écrite.",
        ligne="L’annuaire et les rencontres",
    ),
    Droit(
        *DROIT_ECRIRE_ECHANGES,
        REDACTEURS,
        "Chacun change les siens\u00a0; les chargé·es de coopération et la direction, ceux de tous, "
        "sauf leur part privée.",
        ligne="L’annuaire et les rencontres",
    ),
    Droit(
        *DROIT_LETTRES,
        REDACTEURS,
        "Chacun lit et envoie les siennes, aux personnes qu’il voit\u00a0; les chargé·es de "
        "coopération et la direction, toutes.",
    ),
    Droit(*DROIT_POSTES, PILOTES, "Quotités, dates, financement. La coordination ne change que son propre poste."),
)


def record_droits() -> None:
    droits.record(*DROITS)


def can_list_acteurs(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_LIRE)


def can_get_coordonnees(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_COORDONNEES)


def can_get_position(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_POSITION)


def can_update_acteurs(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_ECRIRE)


def can_list_echanges_acteurs(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_LIRE_ECHANGES)


def can_create_echange(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_ECRIRE_ECHANGES)


def can_update_echange(membre: Membre, echange: EchangeActeur) -> bool:
    """Whoever wrote it, and those who pilot: they never see the private part of someone else."""
    return can_create_echange(membre) and (echange.auteur_id == membre.compte_id or membre.role in PILOTES)


def can_close_suite(membre: Membre, echange: EchangeActeur) -> bool:
    """Say that the next step is done: whoever it waits for too."""
    return can_update_echange(membre, echange) or (
        can_create_echange(membre) and echange.mene_par_id == membre.compte_id
    )


def can_create_lettre(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_LETTRES)


def can_create_poste(membre: Membre) -> bool:
    return is_permis_membre(membre, *DROIT_POSTES)


def can_update_poste(membre: Membre, poste: PosteCooperation) -> bool:
    """Who writes all the posts, and a coordinatrice for the one that she holds, known by the address that her
    invitation proved."""
    if can_create_poste(membre):
        return True
    is_sien = poste.personne is not None and poste.personne.email.lower() == membre.compte.email.lower()
    return is_sien and membre.role == Role.COORDONNATEUR_THEMATIQUE and can_update_acteurs(membre)
