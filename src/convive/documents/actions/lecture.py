"""Read the words of an attachment, in a worker, for the search."""

import logging
import subprocess
import sys
from datetime import timedelta
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.tasks import task
from django.utils import timezone

from convive.documents.extraction import LECTEURS, LIGNES, SECONDES
from convive.documents.models import PieceJointe, VersionPiece
from convive.espaces.models import Espace

logger = logging.getLogger(__name__)
COMMANDE = [sys.executable, "-m", "convive.documents.extraction"]
DELAI = timedelta(minutes=10)
TAILLE_LOT = 50


@task()
def read_version(version_uuid: str) -> None:
    """Keep the words of one version. A file that cannot be read has none, and nobody is bothered with it."""
    version = VersionPiece.objects.filter(pk=version_uuid, date_lecture__isnull=True).first()
    if version is None:
        return
    texte = _extract(version) if version.extension in LECTEURS else ""
    with transaction.atomic():
        lues = VersionPiece.objects.filter(pk=version.pk, date_lecture__isnull=True)
        if lues.update(texte=texte, date_lecture=timezone.now()) and texte:
            # The search is told, and the stamp stays: nobody changed this attachment, its copy is still the same.
            PieceJointe.objects.filter(pk=version.piece_id).update(updated_at=F("updated_at"))


@task()
def read_versions_espace(espace_uuid: str) -> None:
    """Keep the words of the files that came back with an espace, some at a time: other jobs get their turn."""
    non_lues = VersionPiece.objects.filter(piece__espace=UUID(espace_uuid), date_lecture__isnull=True)
    uuids = [str(uuid) for uuid in non_lues.order_by("pk").values_list("pk", flat=True)[: TAILLE_LOT + 1]]
    for uuid in uuids[:TAILLE_LOT]:
        read_version.func(uuid)
    if len(uuids) > TAILLE_LOT:
        read_versions_espace.enqueue(espace_uuid)


def submit_lecture(espace: Espace) -> None:
    """Have the files of an espace read, once its rows are written: one job, however many there are."""
    if VersionPiece.objects.filter(piece__espace=espace, date_lecture__isnull=True).exists():
        read_versions_espace.enqueue(str(espace.pk))


def _extract(version: VersionPiece) -> str:
    try:
        with default_storage.open(version.fichier.name or "") as fichier:
            contenu = fichier.read()
    except OSError as error:
        logger.warning("No words were read in %s: %s", version.pk, error)
        return ""
    return extract_fichier(version.extension, contenu)


def extract_fichier(extension: str, contenu: bytes, *, is_lignes: bool = False) -> str:
    """The words of an inspected file, read by a program that cannot harm this one; « » when it could not be read."""
    arguments = [extension, LIGNES] if is_lignes else [extension]
    try:
        program = subprocess.run(  # noqa: S603 - our own program, in the limits that it gives itself
            [*COMMANDE, *arguments], input=contenu, capture_output=True, timeout=SECONDES * 2, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        logger.warning("No words were read in a file %s: %s", extension, error)
        return ""
    return str(program.stdout, "utf-8")


def read_versions_oubliees() -> int:
    """Ask again for those whose worker died before it had read them."""
    oubliees = VersionPiece.objects.filter(date_lecture__isnull=True, created_at__lt=timezone.now() - DELAI)
    uuids = [str(uuid) for uuid in oubliees.values_list("pk", flat=True)[:100]]
    for uuid in uuids:
        read_version.enqueue(uuid)
    return len(uuids)
