"""A document too long for the time of a page: prepared in the background, then fetched."""

from convive.documents.actions.document import MODELE_ECARTE, TRAVAIL_DOCUMENT, name_fichier, render_document
from convive.documents.fichiers import build_nom_fichier
from convive.documents.permissions import can_list_documents
from convive.documents.refus import TravailRefuse
from convive.documents.registre import DocumentInconnu, types_documents
from convive.documents.rules import DocumentInvalide
from convive.documents.travaux import Arguments, Resultat, Suivi, TypeTravail, travaux
from convive.espaces.models import Membre
from convive.espaces.selectors.membre import get_membre

PAS_PERMIS = "Ce document n’existe pas pour votre rôle dans cet espace."


def run_preparation(suivi: Suivi, *, document: str, format: str, choix: str) -> Resultat:
    """Render the document that was asked for, with the rights of today. It writes nothing."""
    membre = get_membre(suivi.compte, suivi.espace.pk) if suivi.espace else None
    if membre is None:
        raise TravailRefuse(PAS_PERMIS)
    try:
        type_document = types_documents.get(document)
        rendu = render_document(membre, type_document, format, choix, suivi.record_progression)
    except (DocumentInconnu, DocumentInvalide) as error:
        raise TravailRefuse(str(error)) from error
    suivi.record_progression(95, "Rangement du fichier")
    return Resultat(
        build_nom_fichier(name_fichier(membre, type_document, choix), rendu.format),
        rendu.contenu,
        rendu.format.type_mime,
        avis=MODELE_ECARTE if rendu.is_modele_ecarte else "",
    )


def is_document_permis(membre: Membre, arguments: Arguments) -> bool:
    """The right on the document itself, and on what was chosen in it: a note that was closed gives nothing any more."""
    try:
        type_document = types_documents.get(arguments.get("document", ""))
    except DocumentInconnu:
        return False
    if not type_document.is_permis(membre):
        return False
    return type_document.list_choix is None or arguments.get("choix") in dict(type_document.list_choix(membre))


def record_travaux() -> None:
    travaux.record(
        TypeTravail(
            TRAVAIL_DOCUMENT,
            "Un document",
            run=run_preparation,
            is_permis=can_list_documents,
            is_permis_pour=is_document_permis,
        )
    )
