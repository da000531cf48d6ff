"""`convive formation_envois`: send the pending messages of sessions, the questionnaires that are due, and the
notifications of answers between peers.

Run it every hour; it sends nothing twice.
"""

from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from convive.formation.actions.annonce_pair import send_annonces
from convive.formation.actions.envoi import send_en_attente
from convive.formation.actions.envoi_enquete import send_enquetes
from convive.formation.actions.lundi import create_lundis
from convive.socle.formats import nombre_accorde


class Command(BaseCommand):
    help = "Envoie ce qui attend et les questionnaires dont c’est le jour ; relancée, n’envoie pas deux fois."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--jour", type=date.fromisoformat, help="Comme si l’on était ce jour à midi (AAAA-MM-JJ), pour un essai."
        )

    def handle(self, *_: Any, **options: Any) -> None:
        jour = options["jour"]
        now = timezone.make_aware(datetime.combine(jour, time(12))) if jour else timezone.now()
        create_lundis(now)
        envois = (send_en_attente(now), send_enquetes(now), send_annonces(now))
        sent, left = (sum(totals) for totals in zip(*envois, strict=True))
        self.stdout.write(f"{nombre_accorde(sent, 'message envoyé', 'messages envoyés')}.")
        if left:
            # Exit with an error, so that systemd reports it.
            raise CommandError(f"{nombre_accorde(left, 'message attend', 'messages attendent')} encore.")
