"""A plan that lives keeps its CTG: what a body has decided is abandoned or ended, never deleted."""

from collections.abc import Iterator

from django.urls import reverse

from convive.convention.models import Ctg
from convive.convention.obstacles import Obstacle, SorteObstacle, obstacles
from convive.plan_action.models import FicheAction
from convive.plan_action.rules.statuts import Statut
from convive.socle.formats import nombre_accorde


def list_obstacles(ctg: Ctg) -> Iterator[Obstacle]:
    """The actions that are no longer drafts; one query."""
    if nombre := FicheAction.objects.filter(ctg=ctg).exclude(statut=Statut.A_PREPARER.value).count():
        yield Obstacle(
            f"{nombre_accorde(nombre, 'action de son plan est décidée', 'actions de son plan sont décidées')}\u00a0: "
            "une action ne se supprime plus une fois validée.",
            reverse("plan_action:plan_detail", args=[ctg.espace_id, ctg.pk]),
            "Voir son plan d’actions",
        )


def record_obstacles() -> None:
    obstacles.record(SorteObstacle("plan_action", list_obstacles))
