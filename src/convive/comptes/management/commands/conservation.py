"""`convive conservation`: delete data beyond its retention period, and run the erasures that are due. Run it every
night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from convive.comptes.actions.conservation import delete_perimes
from convive.comptes.actions.effacement import delete_personnes_dues
from convive.comptes.conservation import get_regles


class Command(BaseCommand):
    help = "Efface ce qui a dépassé sa durée de conservation, et les comptes dont l’effacement a été demandé."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Dit les règles en vigueur, sans rien effacer.")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["dry_run"]:
            for regle in get_regles().values():
                self.stdout.write(f"{regle.libelle} : {regle.duree_libelle}, à partir de : {regle.depart}.")
            return
        for ligne in delete_perimes():
            if ligne.nombre:
                self.stdout.write(f"Effacé, {ligne.regle.libelle.lower()} : {ligne.nombre}.")
        effaces, retenus = delete_personnes_dues()
        self.stdout.write(f"Comptes effacés à leur demande : {effaces}.")
        for phrase in retenus:
            self.stderr.write(f"Effacement en attente. {phrase}")
