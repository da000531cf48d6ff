"""Read the words of an attachment, in a worker, for the search."""

import logging
import subprocess
import sys
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from convive.documents.extraction import LECTEURS, SECONDES
from convive.documents.models import VersionPiece

logger = logging.getLogger(__name__)
COMMANDE = [sys.executable, "-m", "convive.documents.extraction"]
DELAI = timedelta(minutes=10)


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
            # The search follows the saves of what it indexes.
            version.piece.save(update_fields=["updated_at"])


def _extract(version: VersionPiece) -> str:
    try:
        with default_storage.open(version.fichier.name or "") as fichier:
            contenu = fichier.read()
        program = subprocess.run(  # noqa: S603 - our own program, in the limits that it gives itself
            [*COMMANDE, version.extension], input=contenu, capture_output=True, timeout=SECONDES * 2, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        logger.warning("No words were read in %s: %s", version.pk, error)
        return ""
    return str(program.stdout, "utf-8")


def read_versions_oubliees() -> int:
    """Ask again for those whose worker died before it had read them."""
    oubliees = VersionPiece.objects.filter(date_lecture__isnull=True, created_at__lt=timezone.now() - DELAI)
    uuids = [str(uuid) for uuid in oubliees.values_list("pk", flat=True)[:100]]
    for uuid in uuids:
        read_version.enqueue(uuid)
    return len(uuids)
