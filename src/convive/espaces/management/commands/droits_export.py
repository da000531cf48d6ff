"""`convive droits_export`: the rights of every package, in docs/regles/droits.md."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from convive.espaces.exports.droits import build_droits_markdown


class Command(BaseCommand):
    help = "Écrit les droits de tous les paquets, en français, dans docs/regles/droits.md."

    def add_arguments(self, parser: CommandParser) -> None:
        default = settings.PROJECT_DIR / "docs" / "regles" / "droits.md"
        parser.add_argument("--output", type=Path, default=default, help="Fichier à écrire.")

    def handle(self, *_: Any, **options: Any) -> None:
        options["output"].write_text(build_droits_markdown(), encoding="utf-8")
        self.stderr.write(f"Droits écrits : {options['output'].name}")
