"""Comment on an object, correct or delete a comment, settle or reopen a discussion. Every action writes to the
journal."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.echanges.actions.courriel import notify_mentions
from convive.echanges.actions.notification import delete_notifications, notify_commentaire, record_lecture
from convive.echanges.actions.suivi import record_suivi
from convive.echanges.models import Commentaire, Discussion, Mention
from convive.echanges.rules import SUITE_INTERNE, Canal, EchangeRefuse, is_corrigeable
from convive.echanges.selectors.discussion import has_suite
from convive.espaces.models import Espace, Membre
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.actions import record_geste
from convive.journal.models import Geste
from convive.socle.objets import Reference, objets
from convive.socle.texte import clean_texte


def _record(by: Compte, geste: Geste, objet: Discussion | Commentaire, discussion: Discussion, libelle: str) -> None:
    """The journal records that somebody commented, and on what, but never the text of the comment."""
    reference = objets.get_reference(objet)
    record_geste(
        auteur=by,
        geste=geste,
        objet_type=reference.objet_type,
        objet_uuid=reference.objet_uuid,
        objet_libelle=build_libelle_journal(geste, objet, discussion, libelle),
        espace_uuid=discussion.espace_id,
        detail={"discussion": str(discussion.pk)},
    )


def build_libelle_journal(geste: Geste, objet: Discussion | Commentaire, discussion: Discussion, libelle: str) -> str:
    """What follows « Camille Roux a commenté » or « a clos » in the journal; `libelle` names what is discussed."""
    if geste is Geste.COMMENTER:
        return f"« {libelle} »{SUITE_INTERNE if discussion.is_interne else ''}"
    nom = "un commentaire" if isinstance(objet, Commentaire) else "une discussion"
    return f"{nom} {'interne ' if discussion.is_interne else ''}sur « {libelle} »"


def _get_deja_publie(by: Compte, cle: UUID) -> Commentaire | None:
    """The comment already created by this same form, when it is submitted twice; otherwise None.

    Raise EchangeRefuse if the key belongs to someone else's comment.
    """
    commentaire = Commentaire.objects.filter(pk=cle).select_related("discussion").first()
    if commentaire is not None and commentaire.auteur_id != by.pk:
        raise EchangeRefuse("Ce formulaire a déjà servi : rechargez la page, votre texte est gardé ci-dessous.")
    return commentaire


def _create_once(by: Compte, cle: UUID, create: Callable[[], Commentaire]) -> Commentaire:
    """Publish, unless this form has already done so; of two simultaneous requests, only one publishes."""
    try:
        with transaction.atomic():
            return _get_deja_publie(by, cle) or create()
    except IntegrityError:
        if deja := _get_deja_publie(by, cle):
            return deja
        raise


def create_discussion(
    *,
    by: Compte,
    espace: Espace,
    reference: Reference,
    libelle: str,
    texte: str,
    is_interne: bool,
    cle: UUID,
    mentions: Iterable[Membre] = (),
) -> Commentaire:
    """Open a discussion about an object with its first comment; `libelle` names the object in the journal.

    `cle` comes from the form: if it is submitted twice, it publishes once. Raise EspaceExpire, EchangeRefuse.
    """
    refuse_espace_expire(espace)

    def create() -> Commentaire:
        discussion = Discussion.objects.create(
            espace=espace,
            objet_type=reference.objet_type,
            objet_uuid=reference.objet_uuid,
            is_interne=is_interne,
            ouverte_par=by,
        )
        return _create_commentaire(by, discussion, libelle, texte, cle, mentions)

    return _create_once(by, cle, create)


def create_reponse(
    *,
    by: Compte,
    discussion: Discussion,
    libelle: str,
    texte: str,
    cle: UUID,
    mentions: Iterable[Membre] = (),
) -> Commentaire:
    """Reply in an open discussion. Raise EspaceExpire, or EchangeRefuse if it has been settled in the meantime."""
    refuse_espace_expire(discussion.espace)

    def create() -> Commentaire:
        locked = Discussion.objects.select_for_update().get(pk=discussion.pk)
        if locked.is_reglee:
            raise EchangeRefuse(
                f"{locked.reglee_par_nom} vient de régler cette discussion : rouvrez-la pour y répondre."
            )
        return _create_commentaire(by, locked, libelle, texte, cle, mentions)

    return _create_once(by, cle, create)


def _create_commentaire(
    by: Compte, discussion: Discussion, libelle: str, texte: str, cle: UUID, mentions: Iterable[Membre]
) -> Commentaire:
    now, demandes = timezone.now(), [membre.compte_id for membre in mentions if membre.compte_id != by.pk]
    commentaire = Commentaire.objects.create(
        pk=cle,
        discussion=discussion,
        auteur=by,
        auteur_nom=by.nom_affiche,
        texte=clean_texte(texte),
        publie_le=now,
    )
    Discussion.objects.filter(pk=discussion.pk).update(active_le=now, updated_at=now)
    Mention.objects.bulk_create([Mention(commentaire=commentaire, compte_id=uuid) for uuid in demandes])
    record_suivi(by, discussion.espace_id, discussion.reference)
    record_lecture(by, discussion.pk)
    told = notify_commentaire(commentaire, demandes)
    notify_mentions(commentaire, [uuid for uuid, canal in told.items() if canal is Canal.COURRIEL])
    _record(by, Geste.COMMENTER, commentaire, discussion, libelle)
    return commentaire


@transaction.atomic
def update_commentaire(*, by: Compte, commentaire: Commentaire, libelle: str, texte: str) -> None:
    """Correct one's own comment. Raise EspaceExpire, or EchangeRefuse if it is too late."""
    refuse_espace_expire(commentaire.discussion.espace)
    commentaire = (
        Commentaire.objects.select_for_update(of=("self",)).select_related("discussion").get(pk=commentaire.pk)
    )
    now = timezone.now()
    if commentaire.is_supprime or not is_corrigeable(commentaire.publie_le, now, has_suite=has_suite(commentaire)):
        raise EchangeRefuse(
            "Ce commentaire ne se corrige plus : quelqu’un a répondu, ou le quart d’heure est passé. Répondez plutôt."
        )
    texte = clean_texte(texte)
    if texte == commentaire.texte:
        return
    commentaire.texte, commentaire.modifie_le = texte, now
    commentaire.save(update_fields=["texte", "modifie_le", "updated_at"])
    _record(by, Geste.MODIFIER, commentaire, commentaire.discussion, libelle)


@transaction.atomic
def delete_commentaire(*, by: Compte, commentaire: Commentaire, libelle: str) -> None:
    """Delete a comment: its text is erased, but an empty comment keeps its place. Raise EspaceExpire."""
    refuse_espace_expire(commentaire.discussion.espace)
    now = timezone.now()
    values = {"texte": "", "supprime_le": now, "updated_at": now, "is_retire": commentaire.auteur_id != by.pk}
    if not Commentaire.objects.filter(pk=commentaire.pk, supprime_le__isnull=True).update(**values):
        return
    Mention.objects.filter(commentaire=commentaire).delete()
    delete_notifications(commentaire.pk)
    _record(by, Geste.SUPPRIMER, commentaire, commentaire.discussion, libelle)


@transaction.atomic
def close_discussion(*, by: Compte, discussion: Discussion, libelle: str) -> None:
    """Mark a discussion as settled; no effect if it already is. Raise EspaceExpire."""
    refuse_espace_expire(discussion.espace)
    now = timezone.now()
    values = {"reglee_le": now, "reglee_par": by, "reglee_par_nom": by.nom_affiche, "updated_at": now}
    if Discussion.objects.filter(pk=discussion.pk, reglee_le__isnull=True).update(**values):
        _record(by, Geste.CLORE, discussion, discussion, libelle)


@transaction.atomic
def reopen_discussion(*, by: Compte, discussion: Discussion, libelle: str) -> None:
    """Reopen a settled discussion; no effect if it is already open. Raise EspaceExpire."""
    refuse_espace_expire(discussion.espace)
    values = {"reglee_le": None, "reglee_par": None, "reglee_par_nom": "", "updated_at": timezone.now()}
    if Discussion.objects.filter(pk=discussion.pk, reglee_le__isnull=False).update(**values):
        _record(by, Geste.ROUVRIR, discussion, discussion, libelle)
