"""A note of the carnet, as a document."""

from convive.documents.exports.page import build_texte
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Contenu, Famille
from convive.espaces.models import Membre
from convive.espaces.rules import parse_uuid
from convive.espaces.selectors.note import get_note, list_notes


def list_choix_notes(membre: Membre) -> list[tuple[str, str]]:
    return [(str(ligne.note.pk), ligne.note.titre) for ligne in list_notes(membre)]


def build_note(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """A note that this place may read. Raise DocumentInconnu for any other."""
    identifiant = parse_uuid(choix)
    note = get_note(membre, identifiant) if identifiant else None
    if note is None:
        raise DocumentInconnu("Cette note n’existe pas, ou votre place ne la lit pas.")
    paragraphes = [ligne.strip() for ligne in note.texte.splitlines() if ligne.strip()]
    return build_texte(
        membre.espace, note.titre, "documents/types/note.html", {"note": note, "paragraphes": paragraphes}
    )
