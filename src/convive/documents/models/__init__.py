"""The rows of documents, one file per noun."""

from convive.documents.models.gel import Gel, GelImmuable, GelQuerySet
from convive.documents.models.modele import FormatModele, ModeleDocument, ModeleDocumentQuerySet
from convive.documents.models.piece import PieceJointe, PieceJointeQuerySet, VersionPiece, Visibilite
from convive.documents.models.travail import EtatTravail, Travail, TravailQuerySet

__all__ = [
    "EtatTravail",
    "FormatModele",
    "Gel",
    "GelImmuable",
    "GelQuerySet",
    "ModeleDocument",
    "ModeleDocumentQuerySet",
    "PieceJointe",
    "PieceJointeQuerySet",
    "Travail",
    "TravailQuerySet",
    "VersionPiece",
    "Visibilite",
]
