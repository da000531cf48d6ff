"""`convive seance_envois`: send the convocations that a mail server refused. To run every hour; it repeats nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from convive.gouvernance.actions.envoi import send_en_attente
from convive.socle.formats import nombre_accorde


class Command(BaseCommand):
    help = "Envoie les messages des séances à venir qui attendent encore ; relancée, n’envoie pas deux fois."

    def handle(self, *_: Any, **__: Any) -> None:
        sent, left = send_en_attente()
        self.stdout.write(f"{nombre_accorde(sent, 'message envoyé', 'messages envoyés')}.")
        if left:
            # systemd shows a command that ends in error.
            raise CommandError(f"{nombre_accorde(left, 'message attend', 'messages attendent')} encore.")
