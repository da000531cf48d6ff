"""Take a document away, in the models of its espace: at once, or in the background when it is long."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from convive.documents.actions.travail import submit_travail
from convive.documents.fichiers import build_titre_fichier
from convive.documents.models import Travail
from convive.documents.registre import DocumentInconnu, TypeDocument
from convive.documents.rules import Contenu, DocumentHtml, FormatDocument
from convive.documents.selectors.modele import get_modeles_actuels
from convive.espaces.actions.trace import record
from convive.espaces.models import Membre
from convive.journal.models import Geste

if TYPE_CHECKING:
    from convive.documents.rendu import FichierRendu

TRAVAIL_DOCUMENT = "document"
"""The key of the long job that prepares a document."""
MODELE_ECARTE = (
    "Le modèle de votre institution ne convient pas à ce document\u00a0: il a gardé la présentation de Convive."
)


def build_contenu(membre: Membre, type_document: TypeDocument, format: str, choix: str = "") -> Contenu:
    """What a document of this format says to a place, whose right was checked.

    Raise DocumentInconnu for a format that it has not, or nothing to put in it.
    """
    return type_document.build(membre, get_format(type_document, format).famille, choix)


def list_manques(contenu: Contenu) -> tuple[str, ...]:
    """What a text still waits for, in words; nothing for slides and workbooks."""
    return contenu.manques if isinstance(contenu, DocumentHtml) else ()


def export_document(*, by: Membre, type_document: TypeDocument, format: str, contenu: Contenu) -> "FichierRendu":
    """Render what was built of a document; the journal keeps who took what. Raise `DocumentInvalide`."""
    rendu = _render(by, contenu, format)
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
    """Render a document in the models of its espace; the time goes to the layout. Raise as `build_contenu`, and
    `DocumentInvalide`."""
    record_progression(5, "Lecture de l’espace")
    contenu = build_contenu(membre, type_document, format, choix)
    record_progression(30, "Mise en page")
    return _render(membre, contenu, format)


def _render(membre: Membre, contenu: Contenu, format: str) -> "FichierRendu":
    # Renderers are heavy: only the process that needs them loads them.
    from convive.documents.rendu import render_contenu

    return render_contenu(contenu, format, get_modeles_actuels(membre.espace))


def name_fichier(membre: Membre, type_document: TypeDocument, choix: str) -> str:
    """The words of the name of its file."""
    sujet = type_document.get_sujet(membre, choix) if type_document.get_sujet else ""
    return build_titre_fichier(type_document.titre, sujet, membre.espace.nom, timezone.localdate())


def get_format(type_document: TypeDocument, format: str) -> FormatDocument:
    voulu = next((f for f in type_document.formats if f.extension == format), None)
    if voulu is None:
        raise DocumentInconnu(f"« {type_document.titre} » n’existe pas au format « {format} ».")
    return voulu
