"""`convive espace_reset <uuid>`: a practice espace comes back to its starting point."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from convive.espaces.actions.depart import record_depart, reset_espace
from convive.espaces.management.commands.espace_export import get_espace_or_error
from convive.espaces.permissions import EspaceExpire
from convive.espaces.rules import EspaceRefuse


class Command(BaseCommand):
    help = "Remet un espace d’entraînement à son point de départ, ou garde son état d’aujourd’hui comme tel."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("uuid", help="Identifiant de l’espace, lu dans l’adresse de ses pages.")
        parser.add_argument("--garder", action="store_true", help="Garde l’état d’aujourd’hui comme point de départ.")

    def handle(self, *_: Any, **options: Any) -> None:
        espace = get_espace_or_error(options["uuid"])
        try:
            if options["garder"]:
                record_depart(by=None, espace=espace)
            else:
                reset_espace(by=None, espace=espace)
        except (EspaceRefuse, EspaceExpire) as error:
            raise CommandError(str(error)) from error
        self.stderr.write("Point de départ gardé." if options["garder"] else f"Espace remis à zéro : {espace.nom}")
