"""The rows of documents, one file per noun."""

from convive.documents.models.modele import FormatModele, ModeleDocument, ModeleDocumentQuerySet

__all__ = ["FormatModele", "ModeleDocument", "ModeleDocumentQuerySet"]
