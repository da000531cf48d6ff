"""`convive etat`: problems, waiting jobs and free disk space, for a person or, with --json, for a program."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from convive.config.etat import build_etat
from convive.documents.fichiers import delete_dossiers_orphelins

MO = 1024 * 1024


class Command(BaseCommand):
    help = "Dit l’état de l’installation : ce qui ne va pas, ce qui attend, la place qui reste, l’index."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="En JSON, pour un programme.")
        parser.add_argument(
            "--effacer-orphelins",
            action="store_true",
            help="Efface les dossiers de fichiers dont la base ne connaît pas l’espace.",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        if options["effacer_orphelins"]:
            self.stderr.write(f"Dossiers effacés : {delete_dossiers_orphelins()}.")
        etat = build_etat()
        if options["json"]:
            self.stdout.write(json.dumps(etat.to_json(), ensure_ascii=False, indent=1))
        else:
            self.stdout.write(
                f"Préparations : {etat.travaux_en_attente} en attente, {etat.travaux_en_cours} en cours, "
                f"{etat.travaux_echoues} interrompues depuis hier."
            )
            self.stdout.write(f"Place sur le disque : {etat.place_octets // MO} Mo.")
            self.stdout.write(
                f"Recherche : {etat.index.absents} textes absents de l’index, {etat.index.en_trop} en trop. "
                f"Dossiers sans espace : {etat.dossiers_orphelins}."
            )
        if etat.gestes:
            raise CommandError("\n".join(etat.gestes))
        if not options["json"]:
            self.stdout.write("Tout va bien.")
