"""The attachments of the demonstration: the files are made by our own renderers, from the words of the YAML file."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.html import strip_tags

from convive.documents.inspection import FichierInspecte, inspect_fichier
from convive.documents.models import PieceJointe, VersionPiece
from convive.documents.rules import Classeur, Colonne, Contenu, DocumentHtml, Feuille, FormatCellule, Metadonnees
from convive.espaces.models import Espace, Note
from convive.socle.formats import insecables
from convive.socle.objets import objets
from convive.socle.recit import Recit, read_yaml

Ligne = Mapping[str, Any]
HEURE = time(16, 20)
FICTIF = "Document inventé pour la démonstration"


@cache
def read_pieces() -> tuple[Ligne, ...]:
    return tuple(read_yaml(Path(__file__).with_name("pieces.yaml"))["pieces"])


def create_pieces_demo(espace: Espace, recit: Recit) -> None:
    """To call after the notes: a piece is attached to one of them, or to the espace itself."""
    notes = {note.titre: note for note in Note.objects.filter(espace=espace)}
    for rang, ligne in enumerate(read_pieces()):
        _create_piece(espace, notes[ligne["note"]] if "note" in ligne else espace, rang, recit)


def _create_piece(espace: Espace, objet: Note | Espace, rang: int, recit: Recit) -> None:
    ligne = read_pieces()[rang]
    day = timezone.localdate() - timedelta(days=ligne["jours"])
    at = timezone.make_aware(datetime.combine(day, HEURE))
    fichier, mots = _build_fichier(rang, day, recit.noms[ligne["auteur"]])
    reference, created_by_id = objets.get_reference(objet), recit.comptes[ligne["auteur"]]
    piece = PieceJointe.objects.create(
        espace=espace,
        objet_type=reference.objet_type,
        objet_uuid=reference.objet_uuid,
        titre=ligne["titre"],
        description=ligne["description"],
        visibilite=ligne["visibilite"],
        created_by_id=created_by_id,
    )
    version = VersionPiece(
        piece=piece,
        numero=1,
        nom_fichier=fichier.nom,
        extension=fichier.format.extension,
        empreinte=fichier.empreinte,
        taille_octets=len(fichier.contenu),
        created_by_id=created_by_id,
        texte=mots,
        date_lecture=at,
    )
    version.fichier.save(fichier.nom, ContentFile(fichier.contenu), save=False)
    version.save()
    # The search follows the saves of what it indexes, and now there are words.
    piece.save(update_fields=["updated_at"])
    # The stamps of a row are those of the machine: here they are those of the story.
    VersionPiece.objects.filter(pk=version.pk).update(created_at=at, updated_at=at)
    PieceJointe.objects.filter(pk=piece.pk).update(created_at=at, updated_at=at)


@cache
def _build_fichier(rang: int, day: date, auteur: str) -> tuple[FichierInspecte, str]:
    """A file and its words, which the worker need not read; the same all day long."""
    # Renderers are heavy: only the process that makes the demonstration loads them.
    from convive.documents.rendu import render_contenu

    ligne = read_pieces()[rang]
    contenu = _build_contenu(ligne, auteur, day)
    rendu = render_contenu(contenu, "pdf" if "corps" in ligne else "ods")
    return inspect_fichier(ligne["nom"], rendu.contenu), _get_mots(contenu)


def _build_contenu(ligne: Ligne, auteur: str, day: date) -> Contenu:
    metadonnees = Metadonnees(auteur, day, FICTIF)
    if "corps" in ligne:
        return DocumentHtml(ligne["titre"], f"{ligne['corps']}<p><small>{FICTIF}.</small></p>", metadonnees)
    feuille = ligne["feuille"]
    colonnes = [
        Colonne(insecables(libelle), FormatCellule(format), largeur) for libelle, format, largeur in feuille["colonnes"]
    ]
    notes = [insecables(note) for note in (f"{FICTIF}.", *feuille["notes"])]
    return Classeur(ligne["titre"], [Feuille(feuille["titre"], colonnes, feuille["lignes"], notes)], metadonnees)


def _get_mots(contenu: Contenu) -> str:
    """The words that the worker would read in the file, known without reading it."""
    if isinstance(contenu, DocumentHtml):
        return strip_tags(contenu.corps_html)
    feuilles: Sequence[Feuille] = contenu.feuilles if isinstance(contenu, Classeur) else ()
    return "\n".join(str(cellule) for feuille in feuilles for ligne in feuille.lignes for cellule in ligne)
