"""`convive demo`: create, reset or delete the demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from convive.config.demo.actions import BilanDemo, DemoRefusee, build_demo, delete_demo, update_demo
from convive.socle.formats import nombre_accorde

INVENTES = ("compte inventé", "comptes inventés")


class Command(BaseCommand):
    help = "Fait (build), refait (reset) ou retire (delete) les espaces de démonstration et leurs personnes inventées."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("geste", choices=["build", "reset", "delete"])

    def handle(self, *_: Any, **options: Any) -> None:
        if options["geste"] == "delete":
            self._report(delete_demo())
            return
        if not settings.DEMO:
            raise CommandError("La démonstration est fermée : CONVIVE_DEMO=1 l’ouvre, sauf en production.")
        try:
            bilan = build_demo() if options["geste"] == "build" else update_demo()
        except DemoRefusee as refus:
            raise CommandError(str(refus)) from refus
        if bilan is None:
            self.stdout.write("La démonstration est déjà là : rien n’a changé.")
        else:
            self._report(bilan)

    def _report(self, bilan: BilanDemo) -> None:
        effaces, comptes = bilan.espaces_effaces, bilan.comptes_effaces
        self.stdout.write(f"Effacés : {nombre_accorde(effaces, 'espace')}, {nombre_accorde(comptes, *INVENTES)}.")
        if bilan.comptes_gardes:
            noms = ", ".join(bilan.comptes_gardes)
            self.stdout.write(f"Comptes gardés, parce qu’ils ont accès à un autre espace : {noms}.")
        if bilan.nom_espace:
            crees = f"{nombre_accorde(bilan.espaces_crees, 'espace')}, {nombre_accorde(bilan.comptes_crees, *INVENTES)}"
            self.stdout.write(f"Créés, autour de « {bilan.nom_espace} » : {crees}.")
        self.stdout.write("Les autres espaces n’ont pas changé.")
