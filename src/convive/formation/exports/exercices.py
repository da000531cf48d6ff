"""Make practice territories in the background: the starting point is read once, each one is written in turn."""

from datetime import date
from time import sleep

from django.db import connection
from django.urls import reverse

from convive.documents.refus import TravailRefuse
from convive.documents.travaux import Arguments, ResultatPage, Suivi, TypeTravail, travaux
from convive.espaces.copie.ecriture import export_espace
from convive.espaces.models import Membre
from convive.espaces.rules import parse_uuid
from convive.formation.actions.exercice import build_exercice
from convive.formation.permissions import can_animer
from convive.formation.selectors.exercice import list_points_depart

TRAVAIL_EXERCICES = "territoires_exercice"
PAUSE_SECONDES = 1.0
"""Between two copies: SQLite has one writer at a time and keeps no queue, so whoever waits tries again every tenth of a
second, and would never find the lock free."""
PARTI = "Ce point de départ n’est plus là, ou ne vous est plus ouvert : choisissez-en un autre."


def run_exercices(suivi: Suivi, *, session: str, source: str, exercices: list[str], expire_le: str) -> ResultatPage:
    """Run again from its start, it leaves those that are made."""
    depart = next((row for row in list_points_depart(suivi.compte) if str(row.pk) == source), None)
    if depart is None or suivi.espace is None:
        raise TravailRefuse(PARTI)
    suivi.record_progression(2, "Lecture du point de départ")
    with export_espace(depart) as copie:
        for rang, cle in enumerate(exercices, start=1):
            uuid = parse_uuid(cle)
            if rang > 1 and connection.vendor == "sqlite":
                sleep(PAUSE_SECONDES)
            if uuid is not None:
                build_exercice(
                    by=suivi.compte, uuid=uuid, source=depart, copie=copie, expire_le=date.fromisoformat(expire_le)
                )
            suivi.record_progression(100 * rang // len(exercices), f"{rang} sur {len(exercices)}")
    return ResultatPage(reverse("formation:exercice_list", args=[suivi.espace.pk, session]))


def is_depart_permis(membre: Membre, arguments: Arguments) -> bool:
    return str(arguments.get("source")) in {str(row.pk) for row in list_points_depart(membre.compte)}


def record_travaux() -> None:
    travaux.record(
        TypeTravail(
            TRAVAIL_EXERCICES,
            "Les territoires d’exercice",
            run=run_exercices,
            is_permis=can_animer,
            is_permis_pour=is_depart_permis,
        )
    )
