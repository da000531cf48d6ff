"""Change an espace: create it, move its périmètre, invite people, end memberships. Every action writes the journal."""

import logging
from collections.abc import Callable, Iterable
from datetime import date
from smtplib import SMTPException
from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.copie import export_espace
from convive.espaces.models import Espace, Invitation, Membre, PerimetreEspace, Role, TypeEspace
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.rules import (
    DUREE_INVITATION,
    EspaceRefuse,
    EtatInvitation,
    InvitationPerimee,
    build_cle_invitation,
    fold_email,
    get_date_fin,
)
from convive.espaces.selectors import has_compte
from convive.journal.actions import record_geste
from convive.journal.models import Geste
from convive.socle.objets import objets
from convive.territoires.actions import create_perimetre
from convive.territoires.models import Perimetre
from convive.territoires.rules import PREFIXE_REFERENCE_PERIMETRE
from convive.territoires.selectors import get_perimetre

logger = logging.getLogger(__name__)


def _record(auteur: Compte | None, geste: Geste, objet: Any, espace: Espace, **detail: Any) -> None:
    reference = objets.get_reference(objet)
    record_geste(
        auteur=auteur,
        geste=geste,
        objet_type=reference.objet_type,
        objet_uuid=reference.objet_uuid,
        objet_libelle=str(objet),
        espace_uuid=espace.pk,
        detail=detail,
    )


@transaction.atomic
def create_espace(
    *,
    by: Compte,
    nom: str = "",
    type_espace: str = TypeEspace.TERRITOIRE,
    reference: str = "",
    codes: Iterable[str] = (),
    expire_le: date | None = None,
) -> Espace:
    """Create an espace over the communes of a `reference` (SIREN, INSEE code, `p-<cle>`), or over `codes`.

    Its creator becomes chargé·e de coopération. Without a name, the espace has that of the territory.
    Raise PerimetreInconnu for an unknown reference, PerimetreRefuse for communes or a name that cannot be.
    """
    codes = list(codes)
    if reference and not codes:
        depart = get_perimetre(reference)
        nom, codes = nom or depart.nom, [commune.code for commune in depart.communes]
    today = timezone.localdate()
    creation = create_perimetre(codes=codes, nom=nom, date_validite=today)
    nom = " ".join(nom.split())
    espace = Espace.objects.create(nom=nom, type=type_espace, expire_le=expire_le, created_by=by)
    PerimetreEspace.objects.create(espace=espace, perimetre=_get_perimetre(creation.reference), date_debut=today)
    Membre.objects.create(espace=espace, compte=by, role=Role.CHARGE_COOPERATION, date_debut=today)
    _record(by, Geste.CREER, espace, espace, communes=len(codes), type=str(type_espace))
    return espace


def _get_perimetre(reference: str) -> Perimetre:
    return Perimetre.objects.get(cle=reference.removeprefix(PREFIXE_REFERENCE_PERIMETRE))


@transaction.atomic
def update_perimetre_espace(*, by: Compte, espace: Espace, codes: Iterable[str], date_debut: date) -> PerimetreEspace:
    """Give an espace other communes from a day on; the former périmètre is closed that day and kept.

    Raise EspaceRefuse when the day is before the start of the current périmètre, PerimetreRefuse for the communes.
    """
    refuse_espace_expire(espace)
    current = PerimetreEspace.objects.select_for_update().filter(espace=espace, date_fin__isnull=True).first()
    if current is not None and date_debut < current.date_debut:
        raise EspaceRefuse(f"Le périmètre actuel commence le {current.date_debut:%d/%m/%Y} : choisissez un jour après.")
    creation = create_perimetre(codes=codes, nom=espace.nom, date_validite=date_debut)
    if current is not None:
        current.date_fin = date_debut
        current.save(update_fields=["date_fin", "updated_at"])
    row = PerimetreEspace.objects.create(
        espace=espace, perimetre=_get_perimetre(creation.reference), date_debut=date_debut
    )
    _record(by, Geste.MODIFIER, espace, espace, perimetre=creation.reference, date_debut=date_debut.isoformat())
    return row


@transaction.atomic
def export_copie(*, by: Compte | None, espace: Espace) -> bytes:
    """The ZIP of an espace that someone takes away; None is the command line, which has no account."""
    contenu = export_espace(espace)
    _record(by, Geste.EXPORTER, espace, espace, octets=len(contenu))
    return contenu


def submit_invitation(
    *, by: Compte, espace: Espace, email: str, role: str, build_url: Callable[[str], str]
) -> Invitation:
    """Offer a place to an address; a former invitation that waited for an answer is revoked.

    `build_url` makes the absolute address of the page from the secret. The e-mail leaves after the transaction; when
    the mail server does not answer, the invitation stays, without `date_envoi`, and can be sent again.
    Raise EspaceRefuse when the address is that of a member.
    """
    refuse_espace_expire(espace)
    email, cle, now = fold_email(email), build_cle_invitation(), timezone.now()
    with transaction.atomic():
        if Membre.objects.en_cours().filter(espace=espace, compte__email__iexact=email).exists():
            raise EspaceRefuse("Cette personne est déjà membre de l’espace.")
        Invitation.objects.en_attente().filter(espace=espace, email=email).update(date_revocation=now, updated_at=now)
        invitation = Invitation.objects.create(
            espace=espace,
            email=email,
            role=role,
            empreinte_cle=cle.empreinte,
            expire_le=now + DUREE_INVITATION,
            created_by=by,
        )
        _record(by, Geste.INVITER, invitation, espace, role=str(role))
    _notify_invitation(invitation, build_url(cle.secret))
    return invitation


def _notify_invitation(invitation: Invitation, url: str) -> None:
    context = {"invitation": invitation, "url": url}
    message = render_to_string("espaces/_courriel_invitation.txt", context)
    try:
        send_mail(f"Invitation à rejoindre {invitation.espace.nom}", message, None, [invitation.email])
    except (OSError, SMTPException):
        # A mail server that is down loses nothing: the page says that the message did not leave.
        logger.exception("The invitation %s could not be sent.", invitation.pk)
        return
    invitation.date_envoi = timezone.now()
    invitation.save(update_fields=["date_envoi", "updated_at"])


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
    """Accept: the person becomes a member, with the role that was offered.

    Raise InvitationPerimee for a stale invitation, EspaceRefuse when it was sent to someone else.
    """
    if fold_email(by.email) != invitation.email:
        raise EspaceRefuse("Cette invitation a été envoyée à une autre adresse que celle de votre compte.")
    _close_invitation(invitation, "date_acceptation")
    today = timezone.localdate()
    membre = Membre.objects.en_cours().filter(espace=invitation.espace, compte=by).first()
    if membre is None:
        membre = Membre.objects.create(espace=invitation.espace, compte=by, role=invitation.role, date_debut=today)
    _record(by, Geste.ACCEPTER, invitation, invitation.espace, role=membre.role)
    return membre


@transaction.atomic
def create_compte_invite(*, invitation: Invitation, nom_affiche: str, password: str) -> Compte:
    """Open the account of an invited person, who proved the address by the link, and accept the invitation.

    Raise EspaceRefuse when the address already has an account, InvitationPerimee for a stale invitation.
    """
    if has_compte(invitation.email):
        raise EspaceRefuse("Un compte existe déjà pour cette adresse : connectez-vous pour accepter.")
    compte = Compte.objects.create_user(invitation.email, password, nom_affiche=nom_affiche, email_verifie=True)
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
    _record(by, Geste.REVOQUER, invitation, invitation.espace)


def _lock_place(membre: Membre) -> Espace:
    """The espace of a place, its row locked, so that two people do not leave together and let nobody.

    Raise EspaceRefuse when the place is no longer held.
    """
    espace = Espace.objects.select_for_update().get(pk=membre.espace_id)
    refuse_espace_expire(espace)
    membre.refresh_from_db(fields=["date_fin", "role"])
    if not membre.is_en_cours:
        raise EspaceRefuse("Cette personne n’est déjà plus membre de l’espace.")
    return espace


def _refuse_depart(membre: Membre) -> None:
    """Raise EspaceRefuse when nobody else coordinates the espace without an end in sight."""
    others = Membre.objects.en_cours().filter(
        espace=membre.espace_id, role=Role.CHARGE_COOPERATION, date_fin__isnull=True
    )
    if membre.role == Role.CHARGE_COOPERATION and not others.exclude(pk=membre.pk).exists():
        raise EspaceRefuse(
            "Un espace garde au moins un·e chargé·e de coopération sans fin de mandat : invitez d’abord quelqu’un."
        )


@transaction.atomic
def update_membre(*, by: Compte, membre: Membre, role: str, dernier_jour: date | None) -> None:
    """Change the role of a member, and the last day of the mandate (None: no end in sight).

    Raise EspaceRefuse when it would leave the espace without chargé·e de coopération, or for a place already closed.
    """
    espace = _lock_place(membre)
    if role != Role.CHARGE_COOPERATION or dernier_jour is not None:
        _refuse_depart(membre)
    former = {"role": membre.role, "dernier_jour": membre.dernier_jour and membre.dernier_jour.isoformat()}
    membre.role, membre.date_fin = role, dernier_jour and get_date_fin(dernier_jour)
    membre.save(update_fields=["role", "date_fin", "updated_at"])
    current = {"role": str(role), "dernier_jour": dernier_jour and dernier_jour.isoformat()}
    _record(by, Geste.MODIFIER, membre, espace, avant=former, apres=current)


@transaction.atomic
def close_membre(*, by: Compte, membre: Membre) -> None:
    """End a membership today. Raise EspaceRefuse for the last chargé·e de coopération, or when it has already ended."""
    espace = _lock_place(membre)
    _refuse_depart(membre)
    membre.date_fin = timezone.localdate()
    membre.save(update_fields=["date_fin", "updated_at"])
    _record(by, Geste.CLORE, membre, espace)
