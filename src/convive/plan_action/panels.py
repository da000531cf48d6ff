"""What the plan asks on the home of an espace."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from convive.espaces.models import Membre
from convive.plan_action.permissions import can_update_fiches
from convive.plan_action.rules.criteres import EN_RETARD
from convive.plan_action.rules.statuts import Statut
from convive.plan_action.selectors.orphelins import count_a_faire
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


def list_taches_plan(membre: Membre, today: date) -> Iterator[Tache]:
    """What is late, what should be unblocked by now; one query."""
    if not can_update_fiches(membre):
        return
    url, a_faire = reverse("plan_action:plan_detail", args=[membre.espace_id]), count_a_faire(membre, today)
    if a_faire.a_debloquer:
        yield Tache(
            f"Débloquer {nombre_accorde(a_faire.a_debloquer, 'action')}",
            "La date à laquelle on devait l’avoir fait est passée.",
            f"{url}?statut={Statut.BLOQUEE}",
            "Voir",
            Urgence.RETARD,
            "alert-triangle",
        )
    if a_faire.en_retard:
        yield Tache(
            f"Regarder {nombre_accorde(a_faire.en_retard, 'action')} en retard",
            "Une échéance est passée\u00a0: mettez l’action à jour, ou donnez-lui une nouvelle date.",
            f"{url}?statut={EN_RETARD}",
            "Voir",
            Urgence.A_FAIRE,
            "clock",
        )


def record_panneaux() -> None:
    taches.record("plan_action", list_taches_plan)
    taches.record("plan_action_points", list_taches_points)
