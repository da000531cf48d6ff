"""`convive sauvegarde DOSSIER`: back up the whole installation in one file, while it runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from convive.config.sauvegarde.archive import delete_anciennes, write_sauvegarde
from convive.config.sauvegarde.base import SauvegardeRefusee


class Command(BaseCommand):
    help = "Sauvegarde l’installation (base, fichiers, clé secrète) dans un dossier, sans l’arrêter."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dossier", type=Path, help="Dossier où écrire la sauvegarde ; créé s’il manque.")
        parser.add_argument("--garder", type=int, help="Nombre de sauvegardes à garder ; les plus anciennes partent.")

    def handle(self, *_: Any, **options: Any) -> None:
        garder = options["garder"]
        if garder is not None and garder < 1:
            raise CommandError("--garder demande au moins 1.", returncode=2)
        try:
            sauvegarde = write_sauvegarde(options["dossier"])
            anciennes = delete_anciennes(options["dossier"], garder) if garder else []
        except SauvegardeRefusee as refus:
            raise CommandError(str(refus)) from refus
        taille = sauvegarde.fichier.stat().st_size
        self.stdout.write(f"Sauvegarde écrite : {sauvegarde.fichier} ({taille} octets)")
        self.stdout.write(f"Fichiers joints : {sauvegarde.nombre_fichiers}. Anciennes effacées : {len(anciennes)}.")
        self.stdout.write("Elle contient des données personnelles et la clé secrète : gardez-la en lieu sûr.")
