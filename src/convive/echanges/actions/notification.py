"""Notify people of events, in the same transaction as the event; mark notifications as read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from convive.comptes.models import Compte
from convive.documents.models import Travail
from convive.echanges.actions.suivi import record_suivi
from convive.echanges.branchements import branchements
from convive.echanges.evenements import COMMENTAIRE, MENTION, TRAVAIL_FINI
from convive.echanges.models import (
    INTERNES,
    Commentaire,
    Discussion,
    Mention,
    Notification,
    PreferenceNotification,
    Sourdine,
    Suivi,
)
from convive.echanges.rules import GARDE_NOTIFICATIONS, MAX_DESTINATAIRES, Canal
from convive.espaces.models import Membre
from convive.journal.models import AUTEUR_AUTOMATIQUE, Geste, Journal
from convive.socle.evenements import evenements
from convive.socle.objets import Reference, objets

ECRITURES = (Geste.CREER, Geste.MODIFIER)


@dataclass(frozen=True, slots=True)
class Nouvelle:
    """One event to notify: what happened, to what, by whom, and `source_uuid`, the row that recorded it."""

    evenement: str
    espace_uuid: UUID
    reference: Reference
    source_uuid: UUID
    auteur_uuid: UUID | None
    auteur_nom: str
    discussion_uuid: UUID | None = None
    is_interne: bool = False


def create_notifications(nouvelle: Nouvelle, destinataires: Iterable[UUID]) -> dict[UUID, Canal]:
    """Notify these people, except the author and those who opted out. Return who was notified, and how.

    Two statements, whatever their number: one query for those who can be reached today, one insert. The same event
    again notifies nobody.
    """
    uuids = [uuid for uuid in dict.fromkeys(destinataires) if uuid != nouvelle.auteur_uuid][:MAX_DESTINATAIRES]
    if not uuids:
        return {}
    places = Membre.objects.en_cours().filter(espace=nouvelle.espace_uuid, compte__in=uuids, compte__is_active=True)
    if nouvelle.is_interne:
        places = places.filter(role__in=INTERNES)
    sourdes = Sourdine.objects.filter(compte=OuterRef("compte"), espace=nouvelle.espace_uuid)
    canaux = PreferenceNotification.objects.filter(compte=OuterRef("compte")).values("canaux")[:1]
    rows = places.exclude(Exists(sourdes)).annotate(canaux=Subquery(canaux)).values_list("compte_id", "canaux")
    told: dict[UUID, Canal] = {}
    for compte_uuid, choisis in rows:
        canal = PreferenceNotification(canaux=choisis or {}).get_canal(nouvelle.evenement)
        if canal is not Canal.RIEN:
            told[compte_uuid] = canal
    Notification.objects.bulk_create(
        [_build_notification(nouvelle, compte_uuid, canal) for compte_uuid, canal in told.items()],
        ignore_conflicts=True,
    )
    return told


def _build_notification(nouvelle: Nouvelle, compte_uuid: UUID, canal: Canal) -> Notification:
    return Notification(
        compte_id=compte_uuid,
        espace_id=nouvelle.espace_uuid,
        evenement=nouvelle.evenement,
        objet_type=nouvelle.reference.objet_type,
        objet_uuid=nouvelle.reference.objet_uuid,
        source_uuid=nouvelle.source_uuid,
        auteur_id=nouvelle.auteur_uuid,
        auteur_nom=nouvelle.auteur_nom,
        discussion_id=nouvelle.discussion_uuid,
        is_interne=nouvelle.is_interne,
        is_dans_convive=canal.is_dans_convive,
    )


def record_evenement(ligne: Journal) -> None:
    """Handle a line of the journal: the author of a change follows the object, and the people concerned are
    notified."""
    if ligne.espace_uuid is None:
        return
    reference = ligne.reference
    is_branche = branchements.get(reference.objet_type) is not None
    declares = evenements.get_for(ligne.objet_type, ligne.geste)
    if not (is_branche or declares):
        return
    if is_branche and ligne.auteur is not None and ligne.geste in ECRITURES:
        record_suivi(ligne.auteur, ligne.espace_uuid, reference)
    for evenement in declares:
        nouvelle = Nouvelle(
            evenement.cle,
            ligne.espace_uuid,
            reference,
            ligne.pk,
            ligne.auteur_id,
            ligne.au_nom_de or ligne.auteur_nom,
        )
        find = evenement.list_destinataires
        create_notifications(nouvelle, find(ligne) if find else list_suiveurs(reference, is_actif=True))


def delete_echanges(ligne: Journal) -> None:
    """Delete the discussions, notifications and followers of an object that has been deleted for good."""
    if ligne.geste == Geste.EFFACER:
        _delete_echanges_de(ligne.reference)
    elif ligne.geste == Geste.SUPPRIMER and branchements.get(ligne.objet_type) is not None:
        # The line may be written before the row is deleted, and a row may only be archived: check after the commit.
        transaction.on_commit(partial(_delete_si_absent, ligne.reference))


def _delete_echanges_de(reference: Reference) -> None:
    for model in (Discussion, Notification, Suivi):
        model._default_manager.filter(objet_type=reference.objet_type, objet_uuid=reference.objet_uuid).delete()


@transaction.atomic
def _delete_si_absent(reference: Reference) -> None:
    if not objets.get(reference.objet_type).model._base_manager.filter(pk=reference.objet_uuid).exists():
        _delete_echanges_de(reference)


def list_suiveurs(reference: Reference, *, is_actif: bool) -> list[UUID]:
    """The comptes that follow an object or, with `is_actif=False`, those that have stopped following it."""
    rows = Suivi.objects.filter(objet_type=reference.objet_type, objet_uuid=reference.objet_uuid, is_actif=is_actif)
    return list(rows.values_list("compte_id", flat=True))


def notify_commentaire(commentaire: Commentaire, mentions: Iterable[UUID]) -> dict[UUID, Canal]:
    """Notify those whose advice is asked, then those who follow the object or take part in the discussion.

    Someone who is asked for advice gets only that notification; someone who has stopped following gets no other.
    Return who was asked for advice, and how each was notified.
    """
    discussion = commentaire.discussion

    def build(evenement: str) -> Nouvelle:
        return Nouvelle(
            evenement,
            discussion.espace_id,
            discussion.reference,
            commentaire.pk,
            commentaire.auteur_id,
            commentaire.auteur_nom,
            discussion.pk,
            discussion.is_interne,
        )

    demandes = list(mentions)
    told = create_notifications(build(MENTION), demandes)
    rows = Commentaire.objects.filter(discussion=discussion, auteur__isnull=False)
    participants = [
        *rows.values_list("auteur_id", flat=True),
        *Mention.objects.filter(commentaire__discussion=discussion).values_list("compte_id", flat=True),
    ]
    refus = {*list_suiveurs(discussion.reference, is_actif=False), *demandes}
    others = [*list_suiveurs(discussion.reference, is_actif=True), *participants]
    create_notifications(build(COMMENTAIRE), [uuid for uuid in others if uuid not in refus])
    return told


@transaction.atomic
def notify_travail(travail: Travail) -> None:
    """Notify the person who asked for a long job that it has ended, in the espace for which she asked."""
    if travail.espace_id is None:
        return
    # A job that is run again ends again, which is another event.
    source = uuid5(travail.pk, str(travail.essai))
    nouvelle = Nouvelle(
        TRAVAIL_FINI, travail.espace_id, objets.get_reference(travail), source, None, AUTEUR_AUTOMATIQUE
    )
    create_notifications(nouvelle, [travail.created_by_id])


def delete_notifications(source_uuid: UUID) -> None:
    """Delete the notifications of a deleted comment, in the transaction that deletes it."""
    Notification.objects.filter(source_uuid=source_uuid).delete()


@transaction.atomic
def update_notifications_lues(*, by: Compte, uuids: Iterable[UUID] | None = None) -> int:
    """Mark these notifications as read, or all of them, even about objects that the person can no longer see. Return
    how many changed."""
    rows = Notification.objects.filter(compte=by, is_lue=False)
    return (rows if uuids is None else rows.filter(pk__in=uuids)).update(is_lue=True)


def record_lecture(compte: Compte, discussion_uuid: UUID) -> None:
    """Mark the notifications of a discussion as read: whoever replies has read it."""
    Notification.objects.filter(compte=compte, discussion=discussion_uuid, is_lue=False).update(is_lue=True)


def delete_notifications_anciennes(now: datetime) -> int:
    return Notification.objects.filter(created_at__lt=now - GARDE_NOTIFICATIONS).delete()[0]
