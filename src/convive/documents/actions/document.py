"""Take a document away, in the models of its espace; the journal keeps who took what."""

from typing import TYPE_CHECKING

from django.db import transaction

from convive.documents.registre import DocumentInconnu, TypeDocument
from convive.documents.selectors.modele import get_modeles_actuels
from convive.espaces.actions.trace import record
from convive.espaces.models import Membre
from convive.journal.models import Geste

if TYPE_CHECKING:
    from convive.documents.rendu import FichierRendu


def export_document(*, by: Membre, type_document: TypeDocument, format: str, choix: str = "") -> "FichierRendu":
    """Render a document for a place, whose right was checked.

    Raise DocumentInconnu for a format that it has not, or nothing to put in it; `DocumentInvalide`.
    """
    from convive.documents.rendu import render_contenu

    voulu = next((f for f in type_document.formats if f.extension == format), None)
    if voulu is None:
        raise DocumentInconnu(f"« {type_document.titre} » n’existe pas au format « {format} ».")
    rendu = render_contenu(type_document.build(by, voulu.famille, choix), format, get_modeles_actuels(by.espace))
    with transaction.atomic():
        record(by.compte, Geste.EXPORTER, by.espace, by.espace, document=type_document.titre, format=format)
    return rendu
