"""What the plan asks on the home of an espace."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from convive.espaces.models import Membre
from convive.plan_action.permissions import can_update_fiches
from convive.plan_action.selectors.point import get_reponses
from convive.socle.formats import nombre_accorde
from convive.socle.taches import Tache, Urgence, taches


def list_taches_points(membre: Membre, _today: date) -> Iterator[Tache]:
    """The answers of pilotes that nobody has read over; one query."""
    if can_update_fiches(membre) and (count := get_reponses(membre).count()):
        yield Tache(
            f"Relire {nombre_accorde(count, 'réponse')} de pilotes",
            "Elles rejoindront le plan quand vous les aurez relues.",
            reverse("plan_action:point_list", args=[membre.espace_id]),
            "Relire",
            Urgence.A_FAIRE,
            "message",
        )


def record_panneaux() -> None:
    taches.record("plan_action_points", list_taches_points)
