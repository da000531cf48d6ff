"""`convive exercices_purge`: erase the practice territories whose time is over. Run it once a day."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from convive.formation.actions.exercice import purge_exercices
from convive.socle.formats import nombre_accorde


class Command(BaseCommand):
    help = "Efface les territoires d’exercice dont la durée est passée, fichiers compris. Leur trace reste."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Dit ce qui serait effacé, n’efface rien.")
        parser.add_argument("--jour", type=date.fromisoformat, help="Comme si l’on était ce jour (AAAA-MM-JJ).")

    def handle(self, *_: Any, **options: Any) -> None:
        noms = purge_exercices(today=options["jour"] or timezone.localdate(), dry_run=options["dry_run"])
        for nom in noms:
            self.stdout.write(nom)
        mots = ("à effacer", "à effacer") if options["dry_run"] else ("effacé", "effacés")
        singulier, pluriels = (f"{nom} {mot}" for nom, mot in zip(("territoire", "territoires"), mots, strict=True))
        self.stderr.write(f"{nombre_accorde(len(noms), singulier, pluriels)}.")
