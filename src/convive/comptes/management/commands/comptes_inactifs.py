"""`convive comptes_inactifs`: warn people who no longer use their compte, then erase it. Run it every night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from convive.comptes.actions.inactivite import submit_avertissements


class Command(BaseCommand):
    help = (
        "Avertit les personnes dont le compte ne sert plus, puis l’efface. Relancé le même jour, ne fait rien de plus."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Compte ce qui serait fait, sans rien faire.")

    def handle(self, *_: Any, **options: Any) -> None:
        bilan = submit_avertissements(dry_run=options["dry_run"])
        prefixe = "Seraient" if options["dry_run"] else "Sont"
        self.stdout.write(f"{prefixe} avertis : {bilan.avertis}. {prefixe} effacés : {bilan.effaces}.")
        if bilan.non_partis:
            self.stderr.write(f"Messages qui ne sont pas partis, à reprendre demain : {bilan.non_partis}.")
        for phrase in bilan.retenus:
            self.stderr.write(f"Effacement en attente. {phrase}")
