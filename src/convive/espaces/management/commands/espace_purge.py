"""`convive espace_purge`: erase for good what was deleted long enough ago; once a day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from convive.espaces.actions.suppression import purge_espaces
from convive.socle.formats import nombre_accorde


class Command(BaseCommand):
    help = "Efface pour de bon les espaces supprimés depuis assez longtemps, fichiers compris. Le journal reste."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Dit ce qui serait effacé, n’efface rien.")

    def handle(self, *_: Any, **options: Any) -> None:
        noms = purge_espaces(now=timezone.now(), dry_run=options["dry_run"])
        for nom in noms:
            self.stdout.write(nom)
        singulier, pluriels = ("à effacer", "à effacer") if options["dry_run"] else ("effacé", "effacés")
        self.stderr.write(f"{nombre_accorde(len(noms), f'espace {singulier}', f'espaces {pluriels}')}.")
