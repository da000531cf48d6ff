"""`convive espace_export <uuid> --output espace.zip`: the whole espace in one file."""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from convive.espaces.actions.copie import export_copie
from convive.espaces.models import Espace
from convive.espaces.selectors.espace import get_espace_in_installation
from convive.socle.disque import get_cause_disque


def get_espace_or_error(uuid: str) -> Espace:
    espace = get_espace_in_installation(uuid)
    if espace is None:
        raise CommandError(f"Aucun espace n’a l’identifiant {uuid}.", returncode=2)
    return espace


class Command(BaseCommand):
    help = "Écrit la copie d’un espace : un fichier ZIP qui se reprend avec espace_import."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("uuid", help="Identifiant de l’espace, lu dans l’adresse de ses pages.")
        parser.add_argument("--output", type=Path, required=True, help="Fichier à écrire.")

    def handle(self, *_: Any, **options: Any) -> None:
        espace, output = get_espace_or_error(options["uuid"]), options["output"]
        partial = output.with_name(f"{output.name}.partiel")
        try:
            # The copy is built in a temporary file, which the disk may refuse too.
            with export_copie(by=None, espace=espace) as copie, partial.open("wb") as stream:
                shutil.copyfileobj(copie, stream)
            partial.replace(output)
        except OSError as error:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise CommandError(f"Impossible d’écrire {output} : {get_cause_disque(error)}.") from error
        self.stderr.write(f"Copie écrite : {output} ({output.stat().st_size} octets)")
