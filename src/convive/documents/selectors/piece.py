"""Read attachments, always through what the person may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.db.models import Q

from convive.documents.models import PieceJointe, Visibilite
from convive.documents.models.piece import PieceJointeQuerySet
from convive.espaces.models import Membre
from convive.socle.objets import ObjetResolu, Reference, objets

MAX_LISTE = 200


@dataclass(frozen=True, slots=True)
class LignePiece:
    """An attachment, and what it is attached to."""

    piece: PieceJointe
    objet: ObjetResolu | None


def list_pieces_objet(objet: models.Model, *, with_internes: bool) -> list[PieceJointe]:
    """The attachments of an object that the reader sees already; two queries, the versions included."""
    reference = objets.get_reference(objet)
    pieces = PieceJointe.objects.presentes().filter(objet_type=reference.objet_type, objet_uuid=reference.objet_uuid)
    if not with_internes:
        pieces = pieces.filter(visibilite=Visibilite.TOUS)
    return list(pieces.with_versions())


def get_pieces(membre: Membre) -> PieceJointeQuerySet:
    """What this place sees of the attachments of the espace, the bin included: made once, for the list and the bin."""
    return PieceJointe.objects.visible_to(membre.compte, with_supprimees=True).filter(espace=membre.espace_id)


def list_pieces(membre: Membre, visibles: PieceJointeQuerySet, recherche: str = "") -> list[LignePiece]:
    """The attachments of `get_pieces`, the latest first; `recherche` is in their words or names."""
    pieces = visibles.presentes()
    for mot in recherche.split()[:8]:
        versions = Q(versions__nom_fichier__icontains=mot)
        pieces = pieces.filter(Q(titre__icontains=mot) | Q(description__icontains=mot) | versions).distinct()
    return _build_lignes(membre, list(pieces.with_versions()[:MAX_LISTE]))


def list_pieces_retirees(membre: Membre, visibles: PieceJointeQuerySet) -> list[LignePiece]:
    """What was removed among what this place would see."""
    return _build_lignes(membre, list(visibles.filter(date_suppression__isnull=False).with_versions()[:MAX_LISTE]))


def _build_lignes(membre: Membre, pieces: list[PieceJointe]) -> list[LignePiece]:
    resolus: Mapping[Reference, ObjetResolu] = objets.resolve_all((p.reference for p in pieces), membre.compte)
    return [LignePiece(p, resolus.get(p.reference)) for p in pieces]


def get_piece(membre: Membre, piece_uuid: UUID, *, with_supprimees: bool = False) -> PieceJointe | None:
    """An attachment of this espace that this place sees, with its versions."""
    pieces = PieceJointe.objects.visible_to(membre.compte, with_supprimees=with_supprimees)
    found = pieces.filter(espace=membre.espace_id, pk=piece_uuid)
    return found.select_related("espace", "created_by").with_versions().first()


def list_pieces_a_emporter(membre: Membre) -> list[LignePiece]:
    """Every attachment of the espace that this place sees, without limit: for a job, not for a page."""
    return _build_lignes(membre, list(get_pieces(membre).presentes().with_versions()))
