"""Attach a file to an object, replace it, change its words, remove it, bring it back."""

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Sum
from django.utils import timezone

from convive.comptes.models import Compte
from convive.documents.actions.lecture import read_version
from convive.documents.actions.trace import record
from convive.documents.fichiers import delete_fichier, delete_fichier_on_commit, refuse_disque_plein
from convive.documents.inspection import FichierInspecte
from convive.documents.models import PieceJointe, VersionPiece
from convive.documents.porteurs import porteurs
from convive.documents.refus import DocumentRefuse
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.socle.objets import objets
from convive.socle.televersement import MO

CHAMPS_SAISIS = ("titre", "description", "visibilite", "texte_alternatif")


@dataclass(frozen=True, slots=True)
class SaisiePiece:
    """What a person says of an attachment; the alternative text is for pictures."""

    titre: str
    description: str
    visibilite: str
    texte_alternatif: str = ""


def create_piece(
    *, by: Compte, espace: Espace, objet: models.Model, saisie: SaisiePiece, fichier: FichierInspecte
) -> PieceJointe:
    """Attach a file that was inspected to an object that this person sees. Raise DocumentRefuse past the quota."""
    refuse_espace_expire(espace)
    reference = objets.get_reference(objet)
    piece = PieceJointe(espace=espace, objet_type=reference.objet_type, objet_uuid=reference.objet_uuid, created_by=by)
    _apply(piece, saisie)
    version = _write(VersionPiece(piece=piece, numero=1, created_by=by), fichier)
    try:
        with transaction.atomic():
            _refuse_quota(espace, len(fichier.contenu))
            piece.save(force_insert=True)
            version.save(force_insert=True)
            record(by, Geste.CREER, piece, espace.pk, joint_a=str(objet), fichier=version.nom_fichier)
            read_version.enqueue(str(version.pk))
    except BaseException:
        delete_fichier(version.fichier.name or "")
        raise
    return piece


def create_version(*, by: Compte, piece: PieceJointe, fichier: FichierInspecte) -> VersionPiece:
    """Give an attachment a new file; the former stays. The same file again changes nothing."""
    refuse_espace_expire(piece.espace)
    version = _write(VersionPiece(piece=piece, numero=0, created_by=by), fichier)
    try:
        with transaction.atomic():
            _refuse_quota(piece.espace, len(fichier.contenu))
            # One at a time: the number of the next version is read under the lock of the espace.
            derniere = VersionPiece.objects.filter(piece=piece).first()
            if derniere is not None and derniere.empreinte == fichier.empreinte:
                delete_fichier(version.fichier.name or "")
                return derniere
            version.numero = derniere.numero + 1 if derniere else 1
            version.save(force_insert=True)
            # Its stamp says when it changed, and the search follows it.
            piece.save(update_fields=["updated_at"])
            record(by, Geste.MODIFIER, piece, piece.espace_id, fichier=version.nom_fichier, version=version.numero)
            read_version.enqueue(str(version.pk))
    except BaseException:
        delete_fichier(version.fichier.name or "")
        raise
    return version


@transaction.atomic
def update_piece(
    *, by: Compte, piece: PieceJointe, saisie: SaisiePiece, champs: Collection[str] = CHAMPS_SAISIS
) -> None:
    """Change these words alone: what someone else changed meanwhile, who sees the file for instance, stays.

    Raise DocumentRefuse when the attachment was removed meanwhile.
    """
    refuse_espace_expire(piece.espace)
    current = PieceJointe.objects.select_for_update(of=("self",)).get(pk=piece.pk)
    if current.date_suppression is not None:
        raise DocumentRefuse("Cette pièce jointe vient d’être retirée : rétablissez-la d’abord.")
    changes = [champ for champ in CHAMPS_SAISIS if champ in champs]
    if not changes:
        return
    avant = {"titre": current.titre, "visibilite": current.visibilite}
    for champ in changes:
        setattr(current, champ, getattr(saisie, champ))
    current.save(update_fields=[*changes, "updated_at"])
    record(by, Geste.MODIFIER, current, current.espace_id, avant=avant)


@transaction.atomic
def delete_piece(*, by: Compte, piece: PieceJointe) -> None:
    """Hide an attachment; its files stay 30 days. Nothing happens when it is already removed."""
    refuse_espace_expire(piece.espace)
    presentes = PieceJointe.objects.presentes().filter(pk=piece.pk)
    if presentes.update(date_suppression=timezone.now(), updated_at=timezone.now()):
        piece.refresh_from_db()
        record(by, Geste.SUPPRIMER, piece, piece.espace_id)


@transaction.atomic
def restore_piece(*, by: Compte, piece: PieceJointe) -> None:
    refuse_espace_expire(piece.espace)
    retirees = PieceJointe.objects.filter(pk=piece.pk, date_suppression__isnull=False)
    if retirees.update(date_suppression=None, updated_at=timezone.now()):
        piece.refresh_from_db()
        record(by, Geste.RESTAURER, piece, piece.espace_id)


def delete_pieces_oubliees() -> int:
    """Forget what was removed 30 days ago, and what belonged to an object that exists no more."""
    _remove_orphelines()
    count = 0
    for piece in PieceJointe.objects.a_oublier().with_versions()[:200]:
        with transaction.atomic():
            for version in piece.versions.all():
                delete_fichier_on_commit(version.fichier.name or "")
            piece.delete()
            count += 1
    return count


def _remove_orphelines() -> None:
    """An object deleted for good, with or without its package, starts the 30 days of its attachments."""
    for type_objet in porteurs.list_types():
        pieces = PieceJointe.objects.presentes().filter(objet_type=type_objet.cle)
        existants = type_objet.model._base_manager.values("pk")
        pieces.exclude(objet_uuid__in=existants).update(date_suppression=timezone.now())


def _apply(piece: PieceJointe, saisie: SaisiePiece) -> None:
    piece.titre, piece.description = saisie.titre, saisie.description
    piece.visibilite, piece.texte_alternatif = saisie.visibilite, saisie.texte_alternatif


def _write(version: VersionPiece, fichier: FichierInspecte) -> VersionPiece:
    """Write the file before the row that names it, outside any transaction: a slow disk locks nobody out."""
    version.nom_fichier, version.extension = fichier.nom, fichier.format.extension
    version.empreinte, version.taille_octets = fichier.empreinte, len(fichier.contenu)
    with refuse_disque_plein():
        version.fichier.save(fichier.nom, ContentFile(fichier.contenu), save=False)
    return version


def _refuse_quota(espace: Espace, octets: int) -> None:
    """Two files at the same moment count both: the row of the espace is locked."""
    Espace.objects.select_for_update().get(pk=espace.pk)
    pris = VersionPiece.objects.filter(piece__espace=espace).aggregate(total=Sum("taille_octets"))["total"] or 0
    if pris + octets > settings.ESPACE_MAX_OCTETS:
        raise DocumentRefuse(
            f"Les pièces jointes de cet espace occupent {pris // MO} Mo, et {settings.ESPACE_MAX_OCTETS // MO} Mo au "
            "plus sont permis. Retirez-en : la place revient 30 jours après. Ou demandez plus de place à la personne "
            "qui administre Convive."
        )
