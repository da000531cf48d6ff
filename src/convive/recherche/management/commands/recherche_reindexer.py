"""`convive recherche_reindexer`: rebuild the search index while people work."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from convive.espaces.selectors.espace import get_espace_in_installation
from convive.recherche.actions import update_index


class Command(BaseCommand):
    help = "Refait l’index de la recherche, en entier ou pour un espace, sans rien arrêter."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--espace", default="", help="Identifiant d’un espace, lu dans l’adresse de ses pages.")

    def handle(self, *_: Any, **options: Any) -> None:
        espace = get_espace_in_installation(options["espace"]) if options["espace"] else None
        if options["espace"] and espace is None:
            raise CommandError(f"Aucun espace n’a l’identifiant {options['espace']}.", returncode=2)
        count = update_index(espace=espace, progression=self._show_progression)
        self.stderr.write(f"Index de la recherche refait : {count} textes.")

    def _show_progression(self, libelle: str, count: int) -> None:
        self.stderr.write(f"{count} textes ({libelle})")
