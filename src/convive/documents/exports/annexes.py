"""What this package puts in the slots of documents: the attachments of an object, and its frozen states."""

from typing import Any

from django.utils import timezone

from convive.documents.emplacements import Apport, Emplacement, emplacements
from convive.documents.permissions import can_list_gels, can_list_pieces, can_list_pieces_internes
from convive.documents.rules.blocs import Element
from convive.documents.selectors.gel import list_gels_objet
from convive.documents.selectors.piece import list_pieces_objet
from convive.espaces.models import Membre
from convive.socle.formats import date_longue
from convive.socle.texte import Bloc, NatureBloc

ANNEXES_NOTE = "note.annexes"
PIECES_GEL = "gel.pieces"


def build_elements_pieces(membre: Membre, objet: Any) -> tuple[Element, ...]:
    """The attachments of an object that this place sees already, without the files themselves."""
    pieces = list_pieces_objet(objet, with_internes=can_list_pieces_internes(membre))
    lignes = []
    for piece in pieces:
        version = piece.actuelle
        jour = date_longue(timezone.localdate(version.created_at))
        description = f" {piece.description}" if piece.description else ""
        lignes.append(f"{piece.titre} ({version.format.libelle}, déposé le {jour}).{description}")
    return _build_liste("Pièces jointes", lignes)


def build_elements_gels(_membre: Membre, objet: Any) -> tuple[Element, ...]:
    """The frozen states of an object that this place sees already."""
    lignes = [
        f"{gel.motif} : gardée le {date_longue(timezone.localdate(gel.date_gel))}, empreinte {gel.empreinte_courte}."
        for gel in list_gels_objet(objet)
    ]
    return _build_liste("Versions gardées", lignes)


def _build_liste(titre: str, lignes: list[str]) -> tuple[Element, ...]:
    return (Bloc(NatureBloc.TITRE, (titre,)), Bloc(NatureBloc.LISTE, tuple(lignes))) if lignes else ()


def record_emplacements() -> None:
    emplacements.record(
        Emplacement(ANNEXES_NOTE, "Ce qui accompagne cette note"),
        Emplacement(
            PIECES_GEL,
            "Les pièces jointes à cette version",
            "Aucune pièce n’y est jointe. Une version signée, numérisée, se joint depuis la page de cette version.",
        ),
    )
    emplacements.record_apport(
        Apport("note_pieces", ANNEXES_NOTE, 10, can_list_pieces, build_elements_pieces),
        Apport("note_gels", ANNEXES_NOTE, 20, can_list_gels, build_elements_gels),
        Apport("gel_pieces", PIECES_GEL, 10, can_list_pieces, build_elements_pieces),
    )
