"""`convive formation_envois`: send what waits for the sessions, and the questionnaires whose day has come.

To run every hour; it repeats nothing.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from convive.formation.actions.envoi import send_en_attente
from convive.formation.actions.envoi_enquete import send_enquetes
from convive.socle.formats import nombre_accorde


class Command(BaseCommand):
    help = "Envoie ce qui attend et les questionnaires dont c’est le jour ; relancée, n’envoie pas deux fois."

    def handle(self, *_: Any, **__: Any) -> None:
        now = timezone.now()
        sent, left = (sum(totals) for totals in zip(send_en_attente(now), send_enquetes(now), strict=True))
        self.stdout.write(f"{nombre_accorde(sent, 'message envoyé', 'messages envoyés')}.")
        if left:
            # systemd shows a command that ends in error.
            raise CommandError(f"{nombre_accorde(left, 'message attend', 'messages attendent')} encore.")
