"""The demonstration: make it, put it back as on the first day, remove it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from convive.config.demo.actions import BilanDemo, DemoRefusee, build_demo, delete_demo, update_demo


class Command(BaseCommand):
    help = "Fait (build), refait (reset) ou retire (delete) l’espace de démonstration et ses personnes inventées."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("geste", choices=["build", "reset", "delete"])

    def handle(self, *_: Any, **options: Any) -> None:
        if options["geste"] == "delete":
            self._report(delete_demo())
            return
        if not settings.DEMO:
            raise CommandError("La démonstration est fermée : CONVIVE_DEMO=1 l’ouvre, sauf en production.")
        try:
            bilan = build_demo() if options["geste"] == "build" else update_demo()
        except DemoRefusee as refus:
            raise CommandError(str(refus)) from refus
        if bilan is None:
            self.stdout.write("La démonstration est déjà là : rien n’a changé.")
        else:
            self._report(bilan)

    def _report(self, bilan: BilanDemo) -> None:
        self.stdout.write(f"Effacés : {bilan.espaces_effaces} espace, {bilan.comptes_effaces} comptes inventés.")
        if bilan.comptes_gardes:
            noms = ", ".join(bilan.comptes_gardes)
            self.stdout.write(f"Comptes gardés, parce qu’ils ont une place dans un autre espace : {noms}.")
        if bilan.nom_espace:
            self.stdout.write(f"Créés : l’espace « {bilan.nom_espace} », {bilan.comptes_crees} comptes inventés.")
        self.stdout.write("Les autres espaces n’ont pas changé.")
