"""Tell people what happened, in the transaction of what happened; mark as read."""

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
    """One event to tell: what happened, about what, by whom, and the row that proves it."""

    evenement: str
    espace_uuid: UUID
    reference: Reference
    source_uuid: UUID
    auteur_uuid: UUID | None
    auteur_nom: str
    discussion_uuid: UUID | None = None
    is_interne: bool = False


def create_notifications(nouvelle: Nouvelle, destinataires: Iterable[UUID]) -> dict[UUID, Canal]:
    """Tell these people, except the author and those who do not want it; who was told, and how.

    Three statements whatever their number: whom it reaches today, and the rows. The same event again tells nobody.
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
    """What follows each line of the journal: whoever writes about an object follows it, those concerned are told."""
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
    """What was said of an object erased for good, who followed it and who was told go with it."""
    if ligne.geste == Geste.EFFACER:
        _delete_echanges_de(ligne.reference)
    elif ligne.geste == Geste.SUPPRIMER and branchements.get(ligne.objet_type) is not None:
        # The line is written before or after the row goes, or the row only goes to a bin.
        transaction.on_commit(partial(_delete_si_absent, ligne.reference))


def _delete_echanges_de(reference: Reference) -> None:
    for model in (Discussion, Notification, Suivi):
        model._default_manager.filter(objet_type=reference.objet_type, objet_uuid=reference.objet_uuid).delete()


@transaction.atomic
def _delete_si_absent(reference: Reference) -> None:
    if not objets.get(reference.objet_type).model._base_manager.filter(pk=reference.objet_uuid).exists():
        _delete_echanges_de(reference)


def list_suiveurs(reference: Reference, *, is_actif: bool) -> list[UUID]:
    """Who follows an object, or has said that she does not."""
    rows = Suivi.objects.filter(objet_type=reference.objet_type, objet_uuid=reference.objet_uuid, is_actif=is_actif)
    return list(rows.values_list("compte_id", flat=True))


def notify_commentaire(commentaire: Commentaire, mentions: Iterable[UUID]) -> dict[UUID, Canal]:
    """Tell those whose advice is asked, then those who follow the object or take part in the discussion.

    Someone who is asked is told of that, and not twice; someone who does not follow any more is only told when asked.
    Returns who was asked for advice, and how each wants to be told.
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
    """A long job ended: its person is told, in the espace for which she asked it."""
    if travail.espace_id is None:
        return
    # A job that is asked again ends again, and that is another event.
    source = uuid5(travail.pk, str(travail.essai))
    nouvelle = Nouvelle(
        TRAVAIL_FINI, travail.espace_id, objets.get_reference(travail), source, None, AUTEUR_AUTOMATIQUE
    )
    create_notifications(nouvelle, [travail.created_by_id])


def delete_notifications(source_uuid: UUID) -> None:
    """Forget an event: its comment was taken back. Inside the transaction of what takes it back."""
    Notification.objects.filter(source_uuid=source_uuid).delete()


@transaction.atomic
def update_notifications_lues(*, by: Compte, uuids: Iterable[UUID] | None = None) -> int:
    """Mark as read: these ones, or all of them, even what the person does not see any more. How many changed."""
    rows = Notification.objects.filter(compte=by, is_lue=False)
    return (rows if uuids is None else rows.filter(pk__in=uuids)).update(is_lue=True)


def record_lecture(compte: Compte, discussion_uuid: UUID) -> None:
    """Whoever answers in a discussion has read it."""
    Notification.objects.filter(compte=compte, discussion=discussion_uuid, is_lue=False).update(is_lue=True)


def delete_notifications_anciennes(now: datetime) -> int:
    return Notification.objects.filter(created_at__lt=now - GARDE_NOTIFICATIONS).delete()[0]
