"""`convive plan_relances`: recall the pilotes who have not answered. To run every day; it repeats nothing."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils import timezone

from convive.plan_action.actions.point import send_relances
from convive.socle.formats import nombre_accorde


def build_url(cle: str) -> str:
    return f"{settings.URL_PUBLIQUE}{reverse('espaces:lien_detail', args=[cle])}"


class Command(BaseCommand):
    help = "Rappelle aux pilotes qui n’ont pas répondu de faire le point ; relancée, ne rappelle pas deux fois."

    def handle(self, *_: Any, **__: Any) -> None:
        sent = send_relances(today=timezone.localdate(), build_url=build_url)
        self.stdout.write(f"{nombre_accorde(sent, 'rappel envoyé', 'rappels envoyés')}.")
