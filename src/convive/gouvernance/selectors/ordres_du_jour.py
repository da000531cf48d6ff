"""Where an agenda may start from: what is usual for a kind of body, and what comes back from one séance to the next."""

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from convive.gouvernance.models import Instance, OrdreDuJourUsuel, PointOrdreDuJour, Seance
from convive.gouvernance.rules.seances import PointUsuel, load_points
from convive.socle.contenus import read_contenu_yaml

FICHIER = Path(__file__).parents[1] / "catalogue" / "ordres_du_jour.yaml"
SEMAINES_PAR_AN = 52


@lru_cache(maxsize=1)
def _read() -> dict[str, tuple[PointUsuel, ...]]:
    rows: dict[str, list[dict[str, Any]]] = read_contenu_yaml(FICHIER)
    return {
        cle: tuple(PointUsuel(ligne["titre"], ligne["nature"], ligne["duree"]) for ligne in lignes)
        for cle, lignes in rows.items()
    }


def list_points_fournis(type_instance: str) -> tuple[PointUsuel, ...]:
    """The usual agenda that Convive brings for a kind of body, in order."""
    return _read().get(type_instance, ())


def get_ordre_usuel(instance: Instance) -> OrdreDuJourUsuel | None:
    """The one that the espace keeps for this kind of body."""
    return OrdreDuJourUsuel.objects.filter(espace=instance.espace_id, type=instance.type).first()


def list_points_usuels(instance: Instance) -> tuple[PointUsuel, ...]:
    """The usual agenda of a body: that of its espace, otherwise the one that Convive brings; one query."""
    usuel = get_ordre_usuel(instance)
    return load_points(usuel.points) if usuel is not None else list_points_fournis(instance.type)


def list_points_repris(seance: Seance) -> list[PointOrdreDuJour]:
    """What comes back at each séance: the points that speak of nothing in particular; one query.

    A point about an action or a decision is not repeated: it is proposed again while there is a reason to.
    """
    rows = PointOrdreDuJour.objects.filter(seance=seance, objet_uuid__isnull=True, reporte_de__isnull=True)
    return list(rows.select_related("rapporteur").order_by("ordre", "created_at", "pk"))


def find_date_suivante(seance: Seance, today: date) -> date | None:
    """The same day of the week, after as long as the rhythm of the body says; None when that is past, or unknown."""
    rythme = seance.instance.seances_par_an
    if seance.date is None or not rythme:
        return None
    suivante = seance.date + timedelta(weeks=max(1, round(SEMAINES_PAR_AN / rythme)))
    return suivante if suivante > today else None
