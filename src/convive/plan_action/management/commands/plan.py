"""`convive plan import plan.xlsx --espace … --dry-run --json`: what an existing plan says, without writing anything.

Without `--dry-run`, `--compte` says who imports: same draft, same journal, same undoing as on the page.
"""

import json
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.espaces.models import Espace, Membre
from convive.espaces.selectors.invitation import get_compte
from convive.espaces.selectors.membre import get_membre
from convive.plan_action.actions.imports import create_import, import_plan
from convive.plan_action.lecteur_plans import PlanIllisible, PlanLu
from convive.plan_action.permissions import can_update_plan
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.lecture import find_espace, read_fichier
from convive.plan_action.selectors.plan import get_dossier_plan
from convive.socle.disque import get_cause_disque

MAX_MONTRES = 30


def get_espace_or_error(cle: str) -> Espace:
    espace = find_espace(cle)
    if espace is None:
        raise CommandError(f"Aucun espace n’a l’identifiant ou le nom « {cle} ».", returncode=2)
    return espace


def get_membre_or_error(email: str, espace: Espace) -> Membre:
    """Whoever imports has, here as on the page, the right to shape the plan."""
    compte = get_compte(email)
    membre = get_membre(compte, espace.pk) if compte is not None else None
    if membre is None or not can_update_plan(membre):
        raise CommandError(f"{email} n’a pas le droit d’organiser le plan de cet espace.", returncode=2)
    return membre


class Command(BaseCommand):
    help = "Lit un plan d’actions existant (XLSX, ODS, CSV, DOCX, ODT, ou PDF avec texte), et l’importe si on le dit."

    def add_arguments(self, parser: CommandParser) -> None:
        verbes = parser.add_subparsers(dest="verbe", required=True, metavar="{import}")
        lire = verbes.add_parser("import", help="lit un fichier, dit ce qui en serait repris, ou l’importe")
        lire.add_argument("fichier", type=Path, help="fichier du plan")
        lire.add_argument("--espace", required=True, help="identifiant de l’espace, lu dans l’adresse de ses pages")
        comment = lire.add_mutually_exclusive_group(required=True)
        comment.add_argument("--dry-run", action="store_true", help="n’écrit rien")
        comment.add_argument("--compte", help="adresse e-mail de la personne qui importe, pour le journal")
        lire.add_argument("--ctg", type=UUID, help="identifiant de la CTG, si ce n’est pas celle en cours")
        lire.add_argument("--json", action="store_true", help="la lecture en JSON, pour un programme")

    def handle(self, *_: Any, **options: Any) -> None:
        espace, fichier = get_espace_or_error(options["espace"]), options["fichier"]
        start = time.perf_counter()
        try:
            contenu = fichier.read_bytes()
            if options["compte"]:
                membre = get_membre_or_error(options["compte"], espace)
                self.write_bilan(membre, options["ctg"], FichierRecu(fichier.name, fichier.suffix[1:].lower(), contenu))
                return
            plan = read_fichier(espace, contenu, fichier.name).plan
        except OSError as error:
            raise CommandError(f"Impossible de lire {fichier} : {get_cause_disque(error)}.", returncode=2) from error
        except (PlanIllisible, PlanRefuse) as error:
            raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from error
        if options["json"]:
            lecture = plan.build_json(time.perf_counter() - start)
            self.stdout.write(json.dumps(lecture, ensure_ascii=False, indent=2))
            return
        self.write_resume(plan)

    def write_bilan(self, membre: Membre, ctg: UUID | None, fichier: FichierRecu) -> None:
        """Import at once: names that are no card for sure stay in a note, and the whole can be undone on its page."""
        dossier = get_dossier_plan(membre, timezone.localdate(), ctg)
        if dossier is None:
            raise CommandError("Cet espace n’a pas cette CTG : saisissez-la d’abord.", returncode=2)
        draft = create_import(by=membre.compte, ctg=dossier.ctg, fichier=fichier)
        prevision = import_plan(membre=membre, fichier=draft)
        self.stdout.write(
            f"{len(prevision.creees)} actions créées, {len(prevision.changees)} modifiées, "
            f"{prevision.inchangees} sans changement. Import {draft.pk} : il s’annule sur sa page."
        )

    def write_resume(self, plan: PlanLu) -> None:
        """For a person at a terminal: how much was read, and what to look at."""
        for question in plan.questions:
            ou = f" (feuille «\u00a0{question.feuille}\u00a0»)" if question.feuille else ""
            ou = ou or (f" (tableau {question.tableau})" if question.tableau else "")
            self.stdout.write(f"{question.message}{ou} Répondez sur la page de l’import.")
            for numero, cellules in question.lignes:
                self.stdout.write(f"  {numero}\u00a0: {' | '.join(cellules)}")
        self.stdout.write(f"Éléments du plan : {len(plan.arbre)}. Actions : {len(plan.actions)}. Rien n’a été écrit.")
        for avertissement in plan.avertissements[:MAX_MONTRES]:
            lieu = ", ".join(f"{cle} {valeur}" for cle, valeur in avertissement.lieu.items())
            self.stdout.write(f"- {avertissement.message}{f' ({lieu})' if lieu else ''}")
        reste = len(plan.avertissements) - MAX_MONTRES
        if reste > 0:
            self.stdout.write(f"… et {reste} autres remarques, que donne --json.")
