"""The séances of the bodies, on the ribbon of the plan."""

from collections.abc import Iterator
from datetime import date

from convive.espaces.models import Membre
from convive.gouvernance.models import Seance
from convive.gouvernance.permissions import can_list_instances
from convive.gouvernance.rules.seances import PARTIES
from convive.plan_action.rencontres import record_rencontres
from convive.plan_action.rules.ruban import Rencontre
from convive.socle.objets import objets


def list_seances_ruban(membre: Membre, debut: date, fin: date) -> Iterator[Rencontre]:
    """Those that took place or will; one query."""
    if not can_list_instances(membre):
        return
    rows = Seance.objects.visible_to(membre.compte).filter(espace=membre.espace_id, date__range=(debut, fin))
    for seance in rows.exclude(statut__in=[statut.value for statut in PARTIES]).select_related("instance"):
        if seance.date is not None:
            yield Rencontre(seance.date, str(seance.instance), objets.get_url(seance))


def record_rencontres_seances() -> None:
    record_rencontres("gouvernance", list_seances_ruban)
