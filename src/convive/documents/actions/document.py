"""Take a document away, in the models of its espace: at once, or in the background when it is long."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from convive.documents.actions.travail import submit_travail
from convive.documents.fichiers import build_titre_fichier
from convive.documents.models import Travail
from convive.documents.registre import DocumentInconnu, TypeDocument
from convive.documents.rules import DocumentHtml, Famille, FormatDocument
from convive.documents.selectors.modele import get_modeles_actuels
from convive.espaces.actions.trace import record
from convive.espaces.models import Membre
from convive.journal.models import Geste

if TYPE_CHECKING:
    from convive.documents.rendu import FichierRendu

TRAVAIL_DOCUMENT = "document"
"""The key of the long job that prepares a document."""
MODELE_ECARTE = "Le modèle de votre institution a empêché ce document de sortir : il a la présentation de Convive."


def export_document(*, by: Membre, type_document: TypeDocument, format: str, choix: str = "") -> "FichierRendu":
    """Render a document for a place, whose right was checked; the journal keeps who took what.

    Raise DocumentInconnu for a format that it has not, or nothing to put in it; `DocumentInvalide`.
    """
    rendu = render_document(by, type_document, format, choix)
    with transaction.atomic():
        ecarte = {"modele_ecarte": True} if rendu.is_modele_ecarte else {}
        record(by.compte, Geste.EXPORTER, by.espace, by.espace, document=type_document.titre, format=format, **ecarte)
    return rendu


def submit_document(*, by: Membre, type_document: TypeDocument, format: str, choix: str = "", jeton: str) -> Travail:
    """Ask for a document in the background; the journal keeps the demand.

    Raise DocumentInconnu for a format that it has not; TravailRefuse when the person already waits for too many.
    """
    voulu = get_format(type_document, format)
    return submit_travail(
        by=by.compte,
        type_travail=TRAVAIL_DOCUMENT,
        espace=by.espace,
        arguments={"document": type_document.cle, "format": format, "choix": choix},
        libelle=f"{type_document.titre} ({voulu.sigle})",
        jeton=jeton,
    )


def render_document(
    membre: Membre,
    type_document: TypeDocument,
    format: str,
    choix: str,
    record_progression: Callable[[int, str], None] = lambda _pourcent, _etape: None,
) -> "FichierRendu":
    """Render a document in the models of its espace; the time goes to the layout. Raise as `export_document`."""
    # Renderers are heavy: only the process that needs them loads them.
    from convive.documents.rendu import render_contenu

    voulu = get_format(type_document, format)
    record_progression(5, "Lecture de l’espace")
    contenu = type_document.build(membre, voulu.famille, choix)
    record_progression(30, "Mise en page")
    return render_contenu(contenu, format, get_modeles_actuels(membre.espace))


def name_fichier(membre: Membre, type_document: TypeDocument, choix: str) -> str:
    """The words of the name of its file."""
    sujet = type_document.get_sujet(membre, choix) if type_document.get_sujet else ""
    return build_titre_fichier(type_document.titre, sujet, membre.espace.nom, timezone.localdate())


def list_manques(membre: Membre, type_document: TypeDocument, format: str, choix: str) -> tuple[str, ...]:
    """What a text still waits for, in words; nothing for slides and workbooks. Raise as `export_document`."""
    voulu = get_format(type_document, format)
    if voulu.famille is not Famille.TEXTE:
        return ()
    contenu = type_document.build(membre, voulu.famille, choix)
    return contenu.manques if isinstance(contenu, DocumentHtml) else ()


def get_format(type_document: TypeDocument, format: str) -> FormatDocument:
    voulu = next((f for f in type_document.formats if f.extension == format), None)
    if voulu is None:
        raise DocumentInconnu(f"« {type_document.titre} » n’existe pas au format « {format} ».")
    return voulu
