"""What is checked in a file that someone brings, before anything of it is kept: its type, its traps, its secrets."""

from convive.documents.inspection.contenu import FichierInspecte, inspect_fichier
from convive.documents.inspection.formats import FORMATS_PIECES, FormatPiece

__all__ = ["FORMATS_PIECES", "FichierInspecte", "FormatPiece", "inspect_fichier"]
