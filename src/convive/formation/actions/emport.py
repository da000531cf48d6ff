"""Render what a trainee takes away, who has no place in the espace: it is hers, and leaves no line in the journal."""

from typing import TYPE_CHECKING

from convive.documents.rules import Contenu
from convive.documents.selectors.modele import get_modeles_actuels
from convive.espaces.models import Espace

if TYPE_CHECKING:
    from convive.documents.rendu import FichierRendu


def render_emport(espace: Espace, contenu: Contenu, format: str) -> "FichierRendu":
    """In the models of the training body. Raise DocumentInvalide."""
    # Renderers are heavy: only the process that needs them loads them.
    from convive.documents.rendu import render_contenu

    return render_contenu(contenu, format, get_modeles_actuels(espace))
