"""The rows of documents, one file per noun."""

from convive.documents.models.modele import FormatModele, ModeleDocument, ModeleDocumentQuerySet
from convive.documents.models.travail import EtatTravail, Travail, TravailQuerySet

__all__ = [
    "EtatTravail",
    "FormatModele",
    "ModeleDocument",
    "ModeleDocumentQuerySet",
    "Travail",
    "TravailQuerySet",
]
