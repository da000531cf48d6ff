"""Files kept for people: named by us, reached only through a view that checks who asks."""

import logging
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.http import FileResponse
from django.utils.text import slugify

from convive.documents.refus import DocumentRefuse
from convive.documents.rules import FormatDocument
from convive.socle.disque import find_cause_ecriture

if TYPE_CHECKING:
    from convive.espaces.models import Espace

logger = logging.getLogger(__name__)
MAX_TITRE_FICHIER = 110
ARTICLE = re.compile(r"^(?:(?:les?|la|une?|des|tout le) |l’)", re.IGNORECASE)
# What every territory is, and what is said of it between brackets.
TERRITOIRE = re.compile(
    r"\s*\([^)]*\)|^(?:communauté (?:de communes|d’agglomération|urbaine)|métropole|commune|mairie|pays|cc|ca)"
    r"(?: d’| de l’| (?:des?(?: la)?|du) | )",
    re.IGNORECASE,
)
DOSSIER_ESPACES = "espaces"
DOSSIER_COMPTES = "comptes"
AGE_ORPHELIN = 24 * 60 * 60
"""Seconds: a younger folder may be that of an espace whose import is not finished."""


def build_chemin(dossier: str, *, espace_uuid: UUID | None = None, compte_uuid: UUID | None = None) -> str:
    """A new path, with nothing that a visitor typed: « espaces/<uuid>/pieces/3f/3f9a… »."""
    proprietaire = f"{DOSSIER_ESPACES}/{espace_uuid}" if espace_uuid else f"{DOSSIER_COMPTES}/{compte_uuid}"
    nom = secrets.token_hex(16)
    return f"{proprietaire}/{dossier}/{nom[:2]}/{nom}"


def build_nom_fichier(titre: str, format: FormatDocument) -> str:
    """What a person sees of a document that leaves, readable on every system."""
    return f"{slugify(titre)[:MAX_TITRE_FICHIER].strip('-') or 'document'}.{format.extension}"


def build_titre_fichier(titre: str, sujet: str, territoire: str, jour: date) -> str:
    """The words of the name of a file: what it is about and of which day, what it is, whose it is.

    `sujet` holds its own day: « copil 2026-06-12 ».
    """
    return " ".join((sujet or f"{jour:%Y-%m-%d}", ARTICLE.sub("", titre), TERRITOIRE.sub("", territoire)))


@contextmanager
def refuse_disque_plein() -> Iterator[None]:
    """Say in French that a file could not be written, instead of an error page."""
    try:
        yield
    except OSError as error:
        logger.exception("A file could not be written")
        if cause := find_cause_ecriture(error):
            raise DocumentRefuse(
                f"Sur le serveur, {cause} : le fichier n’a pas été gardé. Prévenez la personne qui administre Convive."
            ) from error
        raise DocumentRefuse(
            "Le serveur n’a pas pu garder le fichier. Recommencez dans un moment ; si cela se répète, prévenez la "
            "personne qui administre Convive."
        ) from error


def delete_fichier_on_commit(nom: str) -> None:
    """Delete a kept file once the transaction that forgets it is committed: never a row without its file."""
    if nom:
        transaction.on_commit(lambda: delete_fichier(nom))


def delete_fichier(nom: str) -> None:
    """A file that is already gone, or a disk that answers no more, stops nothing: the row is what counts."""
    try:
        default_storage.delete(nom)
    except OSError:
        logger.exception("A file could not be deleted: %s", nom)


def delete_fichiers(espace: "Espace") -> None:
    """Delete every file of an espace once its deletion is committed. To call in the transaction that deletes it."""
    dossier = f"{DOSSIER_ESPACES}/{espace.pk}"
    transaction.on_commit(lambda: _delete_dossier(dossier))


def _delete_dossier(dossier: str) -> None:
    try:
        sous_dossiers, noms = default_storage.listdir(dossier)
    except FileNotFoundError:
        return
    for nom in noms:
        delete_fichier(f"{dossier}/{nom}")
    for sous_dossier in sous_dossiers:
        _delete_dossier(f"{dossier}/{sous_dossier}")
    # A file system keeps empty folders; a storage of objects has none.
    delete_fichier(dossier)


def build_reponse(fichier: FieldFile, nom: str, type_mime: str, *, is_telechargement: bool = True) -> FileResponse:
    """Stream a kept file; the browser may neither guess another type nor run anything of it.

    Raise FileNotFoundError when the file is no longer there.
    """
    contenu: Any = fichier.storage.open(fichier.name or "")
    response = FileResponse(contenu, as_attachment=is_telechargement, filename=nom, content_type=type_mime)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def list_dossiers_orphelins() -> list[Path]:
    """Folders of espaces that the database does not know, a day old: what a killed import or reset has left."""
    from convive.espaces.models import Espace

    racine = Path(default_storage.path(DOSSIER_ESPACES))
    before = time.time() - AGE_ORPHELIN
    dossiers = [d for d in racine.iterdir() if d.is_dir() and d.stat().st_mtime < before] if racine.is_dir() else []
    connus = {str(pk) for pk in Espace._base_manager.values_list("pk", flat=True)} if dossiers else set()
    return [dossier for dossier in dossiers if dossier.name not in connus]


def delete_dossiers_orphelins() -> int:
    """Free the room that nothing can reach any more; how many folders went.

    Asked for by hand: a database that is not the right one knows no espace, and the folders of all would go.
    """
    dossiers = list_dossiers_orphelins()
    for dossier in dossiers:
        shutil.rmtree(dossier, ignore_errors=True)
    return len(dossiers)
