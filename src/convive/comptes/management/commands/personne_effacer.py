"""`convive personne_effacer`: erase a person who asked for it in writing, whether or not she has a compte."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from convive.comptes.actions.effacement import EffacementRefuse, delete_personne, delete_personne_sans_compte
from convive.comptes.models import MotifEffacement
from convive.comptes.selectors.mes_donnees import get_compte_of_email


class Command(BaseCommand):
    help = "Efface tout de suite une personne qui l’a demandé par écrit : son compte, ou les liens qu’elle a reçus."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="Son adresse électronique.")
        parser.add_argument("--nom", default="", help="Sans compte : le nom sous lequel on lui a écrit.")
        parser.add_argument("--confirmer", action="store_true", help="Sans cette option, rien n’est effacé.")

    def handle(self, *_: Any, **options: Any) -> None:
        compte = get_compte_of_email(options["email"])
        qui = f"le compte de {compte}" if compte else "une personne sans compte"
        if not options["confirmer"]:
            self.stdout.write(f"Rien n’est effacé. Avec --confirmer : {qui}, à l’adresse {options['email']}.")
            return
        try:
            lignes = (
                delete_personne(compte=compte, motif=MotifEffacement.DEMANDE)
                if compte
                else delete_personne_sans_compte(email=options["email"], nom=options["nom"])
            )
        except EffacementRefuse as refus:
            raise CommandError(str(refus)) from refus
        self.stdout.write(f"C’est effacé. Lignes du journal changées : {lignes}.")
