"""`convive lettre_hebdomadaire`: send the weekly letters that are due. Run it every day; it sends nothing twice."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from convive.echanges.actions.lettre_semaine import BilanLettres, send_lettres
from convive.socle.formats import nombre_accorde


def describe_bilan(bilan: BilanLettres) -> str:
    return (
        f"{nombre_accorde(bilan.envoyees, 'lettre envoyée', 'lettres envoyées')}, "
        f"{nombre_accorde(bilan.vides, 'personne')} sans nouvelle, "
        f"{nombre_accorde(bilan.echouees, 'refus')}, "
        f"{nombre_accorde(bilan.incertaines, 'départ incertain', 'départs incertains')}."
    )


class Command(BaseCommand):
    help = "Envoie la lettre de la semaine à qui elle est due ; relancée, ne l’envoie pas deux fois."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Compte ce qui partirait, sans rien envoyer.")

    def handle(self, *_: Any, **options: Any) -> None:
        bilan = send_lettres(now=timezone.now(), dry_run=options["dry_run"])
        self.stdout.write(describe_bilan(bilan))
        if bilan.is_interrompu:
            raise CommandError("Le serveur d’envoi ne répond pas : les autres lettres partiront au prochain passage.")
        if not bilan.is_complet:
            raise CommandError("Toutes les lettres ne sont pas parties : la raison est dans le journal technique.")
