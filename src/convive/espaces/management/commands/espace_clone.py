"""`convive espace_clone <uuid> --nom "…" --compte camille@exemple.test`: another espace like this one."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from convive.espaces.actions.copie import clone_espace
from convive.espaces.copie.archive import CopieRefusee
from convive.espaces.management.commands.espace_export import get_espace_or_error
from convive.espaces.management.commands.espace_import import get_compte_or_error


class Command(BaseCommand):
    help = "Fait naître un espace d’un autre, sans ses membres ; le compte donné en devient chargé·e de coopération."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("uuid", help="Identifiant de l’espace, lu dans l’adresse de ses pages.")
        parser.add_argument("--nom", required=True, help="Nom du nouvel espace.")
        parser.add_argument("--compte", required=True, help="Adresse e-mail d’un compte qui existe.")
        parser.add_argument("--structure", action="store_true", help="Laisse ce que les personnes ont écrit.")
        parser.add_argument(
            "--entrainement",
            type=date.fromisoformat,
            metavar="AAAA-MM-JJ",
            help="Fait un espace d’entraînement, en lecture seule à partir de ce jour.",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        espace, compte = get_espace_or_error(options["uuid"]), get_compte_or_error(options["compte"])
        try:
            clone = clone_espace(
                by=None,
                espace=espace,
                nom=options["nom"],
                chargee=compte,
                structure=options["structure"],
                expire_le=options["entrainement"],
            )
        except CopieRefusee as error:
            raise CommandError(str(error)) from error
        self.stderr.write(f"Espace créé : {clone.nom}")
        self.stdout.write(str(clone.pk))
