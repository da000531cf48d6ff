"""Invite someone, answer an invitation. Every action writes the journal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from convive.comptes.actions.adresse import validate_adresse
from convive.comptes.models import Compte
from convive.espaces.actions.courriel import send_cle
from convive.espaces.actions.membre import REFUS_LIMITES
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Invitation, Membre, Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.rules import (
    DUREE_INVITATION,
    SANS_LIMITE,
    EspaceRefuse,
    EtatInvitation,
    InvitationPerimee,
    Limites,
    build_cle_invitation,
    fold_email,
    get_date_fin,
)
from convive.espaces.selectors.invitation import has_compte
from convive.espaces.selectors.limites import build_limites_en_mots, is_limites_possibles
from convive.journal.actions import record_geste
from convive.journal.models import Geste
from convive.socle.objets import objets

COMPTE_EXISTE = "Un compte existe déjà pour cette adresse : connectez-vous pour accepter."


@dataclass(frozen=True, slots=True)
class PlaceProposee:
    """What an invitation offers: a role, a last day (None: no end in sight), limits; `nom` helps to recognise it."""

    role: str
    nom: str = ""
    dernier_jour: date | None = None
    limites: Limites = SANS_LIMITE


def submit_invitation(
    *, by: Compte, espace: Espace, email: str, place: PlaceProposee, build_url: Callable[[str], str]
) -> Invitation:
    """Offer a place to an address; a former invitation that waited for an answer is revoked.

    `build_url` makes the absolute address of the page from the secret. The e-mail leaves after the transaction; when
    the mail server does not answer, the invitation stays, without `date_envoi`, and can be sent again.
    Raise EspaceRefuse when the address is that of a member, for a day that has passed, for limits that are not here.
    """
    refuse_espace_expire(espace)
    email, cle, now = fold_email(email), build_cle_invitation(), timezone.now()
    with transaction.atomic():
        _refuse_place(espace, place)
        if Membre.objects.en_cours().filter(espace=espace, compte__email__iexact=email).exists():
            raise EspaceRefuse("Cette personne est déjà membre de l’espace.")
        Invitation.objects.en_attente().filter(espace=espace, email=email).update(date_revocation=now, updated_at=now)
        invitation = Invitation.objects.create(
            espace=espace,
            email=email,
            nom=" ".join(place.nom.split()),
            role=place.role,
            communes=sorted(place.limites.communes),
            date_fin=place.dernier_jour and get_date_fin(place.dernier_jour),
            empreinte_cle=cle.empreinte,
            expire_le=now + DUREE_INVITATION,
            created_by=by,
        )
        invitation.thematiques.set(Thematique.objects.filter(pk__in=place.limites.thematiques))
        record(by, Geste.INVITER, invitation, espace, role=str(place.role), limitee=place.limites.is_limitee)
    _notify_invitation(invitation, build_url(cle.secret))
    return invitation


def _refuse_place(espace: Espace, place: PlaceProposee) -> None:
    # The row of the espace is locked, so that no thématique is deleted between the check and the invitation.
    Espace.objects.select_for_update().get(pk=espace.pk)
    if place.dernier_jour is not None and place.dernier_jour < timezone.localdate():
        raise EspaceRefuse("Le dernier jour de l’accès proposé est passé : choisissez un jour à venir.")
    if not is_limites_possibles(espace, place.limites):
        raise EspaceRefuse(REFUS_LIMITES)


def _notify_invitation(invitation: Invitation, url: str) -> None:
    limites = build_limites_en_mots(invitation.espace, [invitation])[invitation.pk]
    context = {"invitation": invitation, "url": url, "limites": limites}
    sujet = f"Invitation à rejoindre {invitation.espace.nom}"
    send_cle(invitation, sujet, "espaces/_courriel_invitation.txt", context)


def _close_invitation(invitation: Invitation, champ: str) -> None:
    """Give an invitation its only outcome, in one statement: of two who click together, one wins.

    Raise InvitationPerimee when it already has one, or is too old.
    """
    refuse_espace_expire(invitation.espace)
    now = timezone.now()
    waiting = Invitation.objects.en_attente().filter(pk=invitation.pk)
    if champ != "date_revocation":
        waiting = waiting.filter(expire_le__gt=now)
    if not waiting.update(**{champ: now, "updated_at": now}):
        invitation.refresh_from_db()
        etat = invitation.get_etat(now)
        raise InvitationPerimee(EtatInvitation.EXPIREE if etat is EtatInvitation.EN_ATTENTE else etat)
    setattr(invitation, champ, now)


@transaction.atomic
def validate_invitation(*, by: Compte, invitation: Invitation) -> Membre:
    """Accept: the person becomes a member, with the role that was offered; her address is proved, the link went there.

    Raise InvitationPerimee for a stale invitation, EspaceRefuse when it was sent to someone else.
    """
    if fold_email(by.email) != invitation.email:
        raise EspaceRefuse("Cette invitation a été envoyée à une autre adresse que celle de votre compte.")
    _close_invitation(invitation, "date_acceptation")
    validate_adresse(by)
    today = timezone.localdate()
    membre = Membre.objects.en_cours().filter(espace=invitation.espace, compte=by).first()
    if membre is None:
        if invitation.date_fin is not None and invitation.date_fin <= today:
            raise EspaceRefuse("L’accès qui vous était proposé est déjà fini : demandez une nouvelle invitation.")
        membre = Membre.objects.create(
            espace=invitation.espace,
            compte=by,
            role=invitation.role,
            communes=invitation.communes,
            date_debut=today,
            date_fin=invitation.date_fin,
        )
        membre.thematiques.set(invitation.thematiques.all())
    record(by, Geste.ACCEPTER, invitation, invitation.espace, role=membre.role)
    return membre


@transaction.atomic
def create_compte_invite(*, invitation: Invitation, nom_affiche: str, password: str) -> Compte:
    """Open the account of an invited person, who proved the address by the link, and accept the invitation.

    Raise EspaceRefuse when the address already has an account, InvitationPerimee for a stale invitation.
    """
    if has_compte(invitation.email):
        raise EspaceRefuse(COMPTE_EXISTE)
    try:
        with transaction.atomic():
            compte = Compte.objects.create_user(invitation.email, password, nom_affiche=nom_affiche, email_verifie=True)
    except IntegrityError as error:
        # The same button pressed twice: the other request has just opened the account.
        raise EspaceRefuse(COMPTE_EXISTE) from error
    validate_invitation(by=compte, invitation=invitation)
    return compte


@transaction.atomic
def refuse_invitation(*, invitation: Invitation) -> None:
    """Decline; whoever holds the link may, with or without an account. Raise InvitationPerimee."""
    _close_invitation(invitation, "date_refus")
    reference = objets.get_reference(invitation)
    record_geste(
        auteur=None,
        geste=Geste.REFUSER,
        objet_type=reference.objet_type,
        objet_uuid=reference.objet_uuid,
        objet_libelle=str(invitation),
        espace_uuid=invitation.espace_id,
        au_nom_de=invitation.email,
    )


@transaction.atomic
def close_invitation(*, by: Compte, invitation: Invitation) -> None:
    """Revoke an invitation that nobody answered. Raise InvitationPerimee."""
    _close_invitation(invitation, "date_revocation")
    record(by, Geste.REVOQUER, invitation, invitation.espace)
