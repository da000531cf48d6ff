"""What documents, workbooks and slides are, and when they are refused. Pure: no Django, no renderer."""

from convive.documents.rules.classeur import (
    Cellule,
    Classeur,
    Colonne,
    Feuille,
    FormatCellule,
    ValeurCellule,
    build_titre_feuille,
    get_contenu_cellule,
    validate_classeur,
)
from convive.documents.rules.diaporama import (
    Diaporama,
    Diapositive,
    Encadre,
    Graphe,
    Grille,
    Illustration,
    Points,
    Serie,
    Ton,
    validate_diaporama,
)
from convive.documents.rules.formats import FORMATS, MAX_NOM_FICHIER, Famille, FormatDocument, list_formats
from convive.documents.rules.texte import DocumentHtml, DocumentInvalide, Metadonnees, OutilAbsent

Contenu = DocumentHtml | Classeur | Diaporama

__all__ = [
    "FORMATS",
    "MAX_NOM_FICHIER",
    "Cellule",
    "Classeur",
    "Colonne",
    "Contenu",
    "Diaporama",
    "Diapositive",
    "DocumentHtml",
    "DocumentInvalide",
    "Encadre",
    "Famille",
    "Feuille",
    "FormatCellule",
    "FormatDocument",
    "Graphe",
    "Grille",
    "Illustration",
    "Metadonnees",
    "OutilAbsent",
    "Points",
    "Serie",
    "Ton",
    "ValeurCellule",
    "build_titre_feuille",
    "get_contenu_cellule",
    "list_formats",
    "validate_classeur",
    "validate_diaporama",
]
