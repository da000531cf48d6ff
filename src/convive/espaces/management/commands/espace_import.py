"""`convive espace_import espace.zip --compte camille@exemple.test`: a new espace from the copy of one."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from convive.comptes.models import Compte
from convive.espaces.actions.copie import import_copie
from convive.espaces.copie.archive import CopieRefusee
from convive.espaces.selectors.invitation import get_compte
from convive.socle.disque import get_cause_disque


def get_compte_or_error(email: str) -> Compte:
    compte = get_compte(email)
    if compte is None:
        raise CommandError(f"Aucun compte n’a l’adresse {email}.", returncode=2)
    return compte


class Command(BaseCommand):
    help = "Reprend la copie d’un espace ; le compte donné en devient chargé·e de coopération."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fichier", type=Path, help="Fichier ZIP écrit par espace_export ou par la page « Copie ».")
        parser.add_argument("--compte", required=True, help="Adresse e-mail d’un compte qui existe.")
        parser.add_argument("--dry-run", action="store_true", help="Vérifie la copie en entier, ne garde rien.")

    def handle(self, *_: Any, **options: Any) -> None:
        compte = get_compte_or_error(options["compte"])
        try:
            with options["fichier"].open("rb") as source:
                espace = import_copie(by=compte, source=source, dry_run=options["dry_run"])
        except OSError as error:
            raise CommandError(
                f"Impossible de lire {options['fichier']} : {get_cause_disque(error)}.", returncode=2
            ) from error
        except CopieRefusee as error:
            raise CommandError(str(error)) from error
        if options["dry_run"]:
            self.stderr.write(f"La copie de « {espace.nom} » peut être reprise ; rien n’a été gardé.")
            return
        self.stderr.write(f"Espace repris : {espace.nom}")
        self.stdout.write(str(espace.pk))
