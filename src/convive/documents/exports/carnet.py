"""The carnet as a document: one note, or all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from convive.documents.emplacements import EmplacementRempli, emplacements
from convive.documents.exports.annexes import ANNEXES_NOTE
from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Contenu, DocumentHtml, Famille
from convive.documents.rules.blocs import place_elements
from convive.espaces.models import Membre, Note
from convive.espaces.selectors.note import count_notes, get_note, list_notes_entieres
from convive.socle.texte import parse_texte
from convive.socle.uuids import parse_uuid

TITRE_CARNET = "Le carnet de l’espace"
CARACTERES_PAGE = 2_400
NOTES_PAGE = 4
"""The titles and the blanks of so many notes fill a page."""


@dataclass(frozen=True, slots=True)
class NoteEcrite:
    """A note as it is printed."""

    titre: str
    jour: date
    paragraphes: tuple[str, ...]
    thematiques: str = ""


EXEMPLES = (
    NoteEcrite(
        "Ce que disent les familles",
        date(2026, 6, 4),
        (
            "Trois parents sur cinq ne savent pas à qui s’adresser quand la crèche n’a plus de place.",
            "Le samedi matin, à la ludothèque de Vallombre, on parle surtout des horaires : 7 h 30 est trop tard.",
        ),
        "Petite enfance",
    ),
    NoteEcrite(
        "Préparer le comité d’automne",
        date(2026, 6, 11),
        ("Demander aux communes leurs chiffres d’été avant le 15 septembre.",),
    ),
)
ANNEXES_EXEMPLE = EmplacementRempli(
    "Ce qui accompagne cette note",
    tuple(
        place_elements(
            parse_texte("# Pièces jointes\n- Les réponses des familles (tableur ODS, déposé le 28 mai 2026)."),
            3,
        )
    ),
)


def build_note(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """A note that this place may read. Raise DocumentInconnu for any other."""
    identifiant = parse_uuid(choix)
    note = get_note(membre, identifiant) if identifiant else None
    if note is None:
        raise DocumentInconnu("Cette note n’existe pas, ou votre accès ne permet pas de la lire.")
    annexes = emplacements.build(ANNEXES_NOTE, membre, note)
    return _build_note(get_cadre(membre.espace), _build_ecrite(note), annexes)


def build_exemple_note(_famille: Famille) -> Contenu:
    return _build_note(CADRE_EXEMPLE, EXEMPLES[0], ANNEXES_EXEMPLE)


def build_carnet(membre: Membre, _famille: Famille, _choix: str) -> Contenu:
    """Every note that this place may read. Raise DocumentInconnu when there is none."""
    notes = list_notes_entieres(membre)
    if not notes:
        raise DocumentInconnu("Vous ne voyez encore aucune note dans le carnet.")
    ecrites = [_build_ecrite(note, ", ".join(t.nom for t in note.thematiques.all())) for note in notes]
    return _build_carnet(get_cadre(membre.espace), ecrites)


def build_exemple_carnet(_famille: Famille) -> Contenu:
    return _build_carnet(CADRE_EXEMPLE, EXEMPLES)


def estimate_carnet(membre: Membre, _choix: str) -> int:
    notes, caracteres = count_notes(membre)
    return notes // NOTES_PAGE + caracteres // CARACTERES_PAGE


def _build_ecrite(note: Note, thematiques: str = "") -> NoteEcrite:
    paragraphes = tuple(ligne.strip() for ligne in note.texte.splitlines() if ligne.strip())
    return NoteEcrite(note.titre, timezone.localdate(note.updated_at), paragraphes, thematiques)


def _build_note(cadre: Cadre, note: NoteEcrite, annexes: EmplacementRempli) -> DocumentHtml:
    return build_texte(cadre, note.titre, "documents/types/note.html", {"note": note, "annexes": annexes})


def _build_carnet(cadre: Cadre, notes: Sequence[NoteEcrite]) -> DocumentHtml:
    return build_texte(cadre, TITRE_CARNET, "documents/types/carnet.html", {"notes": notes})
