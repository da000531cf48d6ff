"""`convive restauration FICHIER --confirmer`: restore a backup, after backing up the current installation."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from convive.config.sauvegarde.archive import read_sauvegarde
from convive.config.sauvegarde.base import SauvegardeRefusee
from convive.config.sauvegarde.restauration import restore_sauvegarde
from convive.config.verrou import get_verrou_dossier


class Command(BaseCommand):
    help = "Vérifie une sauvegarde ; avec --confirmer, remet l’installation dans l’état où elle était."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fichier", type=Path, help="Sauvegarde écrite par « convive sauvegarde ».")
        parser.add_argument("--confirmer", action="store_true", help="Remplace la base et les fichiers d’aujourd’hui.")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            sauvegarde = read_sauvegarde(options["fichier"])
            date = timezone.localtime(sauvegarde.date)
            self.stdout.write(
                f"Sauvegarde du {date:%d/%m/%Y à %H:%M}, intacte : {len(sauvegarde.empreintes)} fichiers."
            )
            if not options["confirmer"]:
                self.stdout.write("Rien n’a changé. Pour restaurer : arrêtez le service, puis ajoutez --confirmer.")
                return
            with get_verrou_dossier(settings.VAR_DIR, self._notify_attente):
                avant = restore_sauvegarde(sauvegarde)
        except SauvegardeRefusee as refus:
            raise CommandError(str(refus)) from refus
        except DatabaseError as error:
            raise CommandError(
                "La base de données ne répond plus. Quand elle répondra, relancez la même commande : elle finira."
            ) from error
        self.stdout.write(f"Restauré. Ce qui était là est gardé dans {avant.fichier}.")
        self.stdout.write("Lancez « convive prepare », puis redémarrez le service.")

    def _notify_attente(self) -> None:
        self.stderr.write("Une préparation est en cours dans ce dossier : attente de sa fin…")
