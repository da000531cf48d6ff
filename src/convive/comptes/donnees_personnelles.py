"""The personal data of this package and of those below it: compte, means of login, sessions, journal."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from convive.comptes.actions.effacement import is_demonstration
from convive.comptes.conservation import purges
from convive.comptes.models import Avertissement, Compte, DemandeEffacement
from convive.comptes.registre import (
    DonneesPersonne,
    Effacement,
    Obstacle,
    Sort,
    donnees_personnelles,
)
from convive.comptes.selectors.adresse import build_filtre_adresse
from convive.journal.actions import delete_consultations
from convive.journal.models import Journal


def list_sessions(compte: Compte) -> Iterator[Session]:
    """The open sessions of a person. The person is only named in the encoded data, so every open session is read."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(compte.pk):
            yield session


def _delete_sessions(effacement: Effacement) -> None:
    keys = [session.pk for session in list_sessions(effacement.compte)]
    Session.objects.filter(pk__in=keys).delete()


def _export_compte(compte: Compte) -> Mapping[str, object]:
    return {
        "nom affiché": compte.nom_affiche,
        "adresse électronique": compte.email,
        "inscription": compte.date_joined,
        "dernière connexion": compte.last_login,
        "administre l’installation": compte.is_staff,
    }


def _export_tentative(tentative: AccessAttempt | AccessFailureLog | AccessLog) -> Mapping[str, object]:
    return {
        "date": tentative.attempt_time,
        "adresse essayée": tentative.username,
        "adresse réseau": tentative.ip_address,
        "navigateur": tentative.user_agent,
    }


def _build_tentatives(model: type[AccessAttempt | AccessFailureLog | AccessLog], libelle: str) -> DonneesPersonne:
    def delete(effacement: Effacement) -> None:
        # Even if the address is not verified: these rows are about this compte, which can no longer log in.
        model.objects.filter(username__iexact=effacement.email).delete()

    return DonneesPersonne(
        model,
        libelle,
        "Gardées peu de temps, pour arrêter une personne qui essaie des mots de passe.",
        Sort.EFFACER,
        _export_tentative,
        noms=("username",),
        # Only if the address is verified: some rows may be older than the compte and reveal where somebody else was.
        list_lignes=lambda compte: model.objects.filter(build_filtre_adresse(compte, "username")),
        efface=delete,
    )


def _export_journal(ligne: Journal) -> Mapping[str, object]:
    return {
        "date": ligne.at,
        "auteur": ligne.auteur_nom,
        "au nom de": ligne.au_nom_de,
        "geste": ligne.get_geste_display(),
        "objet": ligne.objet_libelle,
    }


def list_obstacles(compte: Compte) -> Iterator[Obstacle]:
    """Why a person cannot be erased: she is the last administrator, or an invented person that a reset recreates."""
    url = reverse("comptes:compte_detail")
    if is_demonstration(compte):
        yield Obstacle("Cette personne est inventée : la démonstration la refait, elle ne s’efface pas.", url)
    others = Compte.objects.filter(is_staff=True, is_active=True).exclude(pk=compte.pk)
    if compte.is_staff and not others.exists():
        yield Obstacle(
            "Vous êtes la seule personne qui administre cette installation : nommez d’abord la suivante.", url
        )


def _delete_connexions_refusees(limite: datetime) -> int:
    tried = (AccessAttempt.objects, AccessFailureLog.objects, AccessLog.objects)
    return sum(rows.filter(attempt_time__lt=limite).delete()[0] for rows in tried)


def _record_purges() -> None:
    purges.record("connexions_refusees", _delete_connexions_refusees)
    purges.record("sessions", lambda limite: Session.objects.filter(expire_date__lt=limite).delete()[0])
    purges.record("consultations", lambda limite: delete_consultations(before=limite))


def record_donnees_personnelles() -> None:
    donnees_personnelles.record_obstacles(list_obstacles)
    _record_purges()
    donnees_personnelles.record(
        DonneesPersonne(
            Compte,
            "Votre compte : nom affiché, adresse, dates",
            "Le nom, l’adresse et le mot de passe sont effacés. Il reste un numéro et votre fonction, pour que les "
            "textes écrits ensemble restent lisibles.",
            Sort.ANONYMISER,
            _export_compte,
            noms=("email", "nom_affiche"),
            list_lignes=lambda compte: [compte],
        ),
        DonneesPersonne(
            EmailAddress,
            "Les adresses de votre compte",
            "Elles ne servent qu’à vous connecter et à vous écrire.",
            Sort.EFFACER,
            lambda adresse: {"adresse": adresse.email, "confirmée": adresse.verified, "principale": adresse.primary},
            liens=("user",),
            noms=("email",),
        ),
        DonneesPersonne(
            Authenticator,
            "Votre double vérification",
            "Elle ne sert qu’à vous connecter. Ses secrets ne sont pas dans l’export.",
            Sort.EFFACER,
            lambda facteur: {
                "sorte": facteur.get_type_display(),
                "ajoutée": facteur.created_at,
                "dernier usage": facteur.last_used_at,
            },
            liens=("user",),
        ),
        DonneesPersonne(
            SocialAccount,
            "Votre lien avec un service d’identification",
            "Il ne sert qu’à vous connecter.",
            Sort.EFFACER,
            lambda lien: {
                "service": lien.provider,
                "identifiant": lien.uid,
                "dernière connexion": lien.last_login,
                "ce que le service a dit": lien.extra_data,
            },
            liens=("user",),
        ),
        DonneesPersonne(
            Session,
            "Vos connexions ouvertes",
            "Chaque appareil où vous êtes connecté·e en tient une ; elles se ferment toutes.",
            Sort.EFFACER,
            lambda session: {"expire": session.expire_date},
            list_lignes=list_sessions,
            efface=_delete_sessions,
        ),
        DonneesPersonne(
            DemandeEffacement,
            "Vos demandes d’effacement",
            "Elles prouvent que la demande a été faite et suivie ; elles ne portent plus de nom.",
            Sort.CONSERVER,
            lambda demande: {
                "motif": demande.get_motif_display(),
                "date": demande.created_at,
                "à faire le": demande.executer_le,
                "annulée le": demande.date_annulation,
            },
            liens=("compte",),
        ),
        DonneesPersonne(
            Avertissement,
            "Les messages avant effacement d’un compte inutilisé",
            "Ils ne servent plus une fois le compte effacé.",
            Sort.EFFACER,
            lambda message: {"motif": message.get_motif_display(), "date": message.date_envoi},
            liens=("compte",),
        ),
        _build_tentatives(AccessAttempt, "Les mots de passe faux, essayés avec votre adresse"),
        _build_tentatives(AccessFailureLog, "Les connexions refusées, avec votre adresse"),
        _build_tentatives(AccessLog, "Les connexions réussies (cette liste n’est pas conservée)"),
        DonneesPersonne(
            Journal,
            "Vos lignes dans le journal",
            "Il dit ce qui a été fait, et en quelle qualité : la ligne reste, votre fonction y remplace votre nom.",
            Sort.ANONYMISER,
            _export_journal,
            liens=("auteur",),
            noms=("auteur_nom", "au_nom_de"),
        ),
    )
