"""What was said and decided keeps its CTG: a body that met leaves its memory there."""

from collections.abc import Iterator

from django.urls import reverse

from convive.convention.models import Ctg
from convive.convention.obstacles import Obstacle, SorteObstacle, obstacles
from convive.gouvernance.models import Seance
from convive.gouvernance.rules.seances import StatutSeance
from convive.socle.formats import nombre_accorde


def list_obstacles(ctg: Ctg) -> Iterator[Obstacle]:
    """The closed séances of the bodies of this CTG; one query."""
    closes = Seance.objects.filter(instance__ctg=ctg, statut=StatutSeance.CLOSE.value)
    if nombre := closes.count():
        tenues = nombre_accorde(nombre, "séance de ses instances est close", "séances de ses instances sont closes")
        yield Obstacle(
            f"{tenues}\u00a0: leurs comptes rendus et leurs décisions parlent de cette CTG.",
            reverse("gouvernance:instance_list", args=[ctg.espace_id]),
            "Voir ses instances",
        )


def record_obstacles() -> None:
    obstacles.record(SorteObstacle("gouvernance", list_obstacles))
