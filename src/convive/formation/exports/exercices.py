"""Create practice territories in the background: the starting point is created if missing, and read once; then each
territory is written in turn."""

from datetime import date
from time import sleep

from django.db import connection
from django.urls import reverse

from convive.documents.refus import TravailRefuse
from convive.documents.travaux import Arguments, ResultatPage, Suivi, TypeTravail, travaux
from convive.espaces.copie.ecriture import export_espace
from convive.espaces.fournis import PAS_CHARGE, EspaceFourni
from convive.espaces.models import Espace, Membre
from convive.formation.actions.exercice import build_exercice
from convive.formation.permissions import can_animer
from convive.formation.selectors.exercice import find_source
from convive.socle.uuids import parse_uuid
from convive.territoires.rules import PerimetreInconnu

TRAVAIL_EXERCICES = "territoires_exercice"
PAUSE_SECONDES = 1.0
"""The pause between two copies. SQLite has a single writer and no queue, and retries every tenth of a second: without a
pause, other writers would never find the lock free."""
PARTI = "Ce point de départ n’est plus là, ou ne vous est plus ouvert : choisissez-en un autre."


def run_exercices(suivi: Suivi, *, session: str, source: str, exercices: list[str], expire_le: str) -> ResultatPage:
    """Create the territories. If the job is run again from the start, it skips those that already exist."""
    depart = find_source(suivi.compte, source)
    if depart is None or suivi.espace is None:
        raise TravailRefuse(PARTI)
    if isinstance(depart, EspaceFourni):
        suivi.record_progression(1, "Préparation du point de départ")
        depart = _build_depart(suivi, depart)
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


def _build_depart(suivi: Suivi, fourni: EspaceFourni) -> Espace:
    """The starting point, a practice espace that belongs to whoever asked; found again if the job is run again."""
    try:
        return fourni.build(suivi.compte, None)
    except PerimetreInconnu as error:
        raise TravailRefuse(PAS_CHARGE) from error


def is_depart_permis(membre: Membre, arguments: Arguments) -> bool:
    return find_source(membre.compte, str(arguments.get("source"))) is not None


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
