"""Render what a stagiaire downloads without being a membre of the espace. It is hers, so the journal has no line."""

from typing import TYPE_CHECKING

from convive.documents.rules import Contenu
from convive.documents.selectors.modele import get_modeles_actuels
from convive.espaces.models import Espace

if TYPE_CHECKING:
    from convive.documents.rendu import FichierRendu


def render_emport(espace: Espace, contenu: Contenu, format: str) -> "FichierRendu":
    """Render with the document templates of the organisme. Raise DocumentInvalide."""
    # Renderers are heavy, so only a process that needs them imports them.
    from convive.documents.rendu import render_contenu

    return render_contenu(contenu, format, get_modeles_actuels(espace))
