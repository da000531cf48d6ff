"""`convive plan import plan.xlsx --espace … --dry-run --json`: what an existing plan says, without writing anything."""

import json
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from convive.espaces.models import Espace
from convive.plan_action.rules.lecture.modele import PlanIllisible, PlanLu
from convive.plan_action.selectors.lecture import find_espace, read_fichier

MAX_MONTRES = 30


def get_espace_or_error(cle: str) -> Espace:
    espace = find_espace(cle)
    if espace is None:
        raise CommandError(f"Aucun espace n’a l’identifiant ou le nom « {cle} ».", returncode=2)
    return espace


class Command(BaseCommand):
    help = "Lit un plan d’actions existant : XLSX, ODS, CSV, DOCX, ou PDF qui contient du texte."

    def add_arguments(self, parser: CommandParser) -> None:
        verbes = parser.add_subparsers(dest="verbe", required=True, metavar="{import}")
        lire = verbes.add_parser("import", help="lit un fichier et dit ce qui en serait repris")
        lire.add_argument("fichier", type=Path, help="fichier du plan")
        lire.add_argument("--espace", required=True, help="identifiant de l’espace, lu dans l’adresse de ses pages")
        lire.add_argument("--dry-run", action="store_true", required=True, help="n’écrit rien")
        lire.add_argument("--json", action="store_true", help="la lecture en JSON, pour un programme")

    def handle(self, *_: Any, **options: Any) -> None:
        espace, fichier = get_espace_or_error(options["espace"]), options["fichier"]
        start = time.perf_counter()
        try:
            plan = read_fichier(espace, fichier.read_bytes(), fichier.name)
        except OSError as error:
            raise CommandError(f"Impossible de lire {fichier} : {error.strerror}.", returncode=2) from error
        except PlanIllisible as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            lecture = plan.build_json(time.perf_counter() - start)
            self.stdout.write(json.dumps(lecture, ensure_ascii=False, indent=2))
            return
        self.write_resume(plan)

    def write_resume(self, plan: PlanLu) -> None:
        """For a person at a terminal: how much was read, and what to look at."""
        self.stdout.write(f"Éléments du plan : {len(plan.arbre)}. Actions : {len(plan.actions)}. Rien n’a été écrit.")
        for avertissement in plan.avertissements[:MAX_MONTRES]:
            lieu = ", ".join(f"{cle} {valeur}" for cle, valeur in avertissement.lieu.items())
            self.stdout.write(f"- {avertissement.message}{f' ({lieu})' if lieu else ''}")
        reste = len(plan.avertissements) - MAX_MONTRES
        if reste > 0:
            self.stdout.write(f"… et {reste} autres remarques, que donne --json.")
