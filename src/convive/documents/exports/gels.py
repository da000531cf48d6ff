"""What this package freezes, the notes of the carnet; and a frozen state as a document."""

from dataclasses import replace

from django.utils import timezone

from convive.documents.emplacements import emplacements
from convive.documents.exports.annexes import PIECES_GEL
from convive.documents.exports.page import build_texte, get_cadre
from convive.documents.gels import Gelable, gels
from convive.documents.models import Gel
from convive.documents.rules import DocumentHtml
from convive.documents.rules.blocs import place_elements
from convive.documents.rules.gel import ContenuGele, Verdict
from convive.documents.sceau import get_verdict
from convive.espaces.models import Membre, Note
from convive.espaces.permissions import can_update_notes
from convive.socle.texte import parse_texte


def build_contenu_note(_membre: Membre, note: Note) -> ContenuGele:
    """Its text, and whom it concerned."""
    thematiques = sorted(thematique.nom for thematique in note.thematiques.all())
    donnees = {"texte": note.texte, "thematiques": thematiques, "communes": note.communes}
    return ContenuGele(note.titre, parse_texte(note.texte), donnees)


def record_gels() -> None:
    gels.record(
        Gelable(
            "note",
            "espaces:note_detail",
            build_contenu_note,
            lambda membre, _note: can_update_notes(membre),
            list_presents=lambda: Note.objects.filter(date_suppression__isnull=True),
        )
    )


def build_document_gel(membre: Membre, gel: Gel) -> DocumentHtml:
    """What was frozen, at its date, and at its end what proves it; an altered one says so first."""
    contenu = gel.read_contenu()
    contexte = {
        "gel": gel,
        "elements": place_elements(contenu.elements, 2) if contenu else None,
        "pieces": emplacements.build(PIECES_GEL, membre, gel),
        "is_intact": get_verdict(gel) is Verdict.INTACT,
    }
    # Its header and its file bear the day when it was frozen.
    cadre = replace(get_cadre(membre.espace), jour=timezone.localdate(gel.date_gel))
    return build_texte(cadre, gel.titre, "documents/types/gel.html", contexte)
