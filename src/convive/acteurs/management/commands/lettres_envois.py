"""`convive lettres_envois`: send the letters to a group that still wait. To run every hour; it repeats nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from convive.acteurs.actions.envoi_lettre_groupe import send_en_attente
from convive.socle.formats import nombre_accorde


class Command(BaseCommand):
    help = "Envoie les lettres à un groupe qui attendent encore\u00a0; relancée, n’envoie pas deux fois."

    def handle(self, *_: Any, **__: Any) -> None:
        sent, left = send_en_attente()
        self.stdout.write(f"{nombre_accorde(sent, 'lettre envoyée', 'lettres envoyées')}.")
        if left:
            # systemd shows a command that ends in error.
            raise CommandError(f"{nombre_accorde(left, 'lettre attend', 'lettres attendent')} encore.")
