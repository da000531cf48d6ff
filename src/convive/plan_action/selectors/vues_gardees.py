"""The views of a plan that someone kept, and those that the espace shares."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from convive.espaces.models import Membre
from convive.plan_action.models import VuePlan


@dataclass(frozen=True, slots=True)
class VueGardee:
    """A view in the row above the list. `is_mienne`: this person kept it for herself."""

    uuid: UUID
    nom: str
    is_mienne: bool
    is_defaut: bool


def get_vues(membre: Membre) -> QuerySet[VuePlan]:
    """Those that this place may open: its own, and the shared ones."""
    return VuePlan.objects.filter(Q(partagee=True) | Q(auteur=membre.compte_id), espace=membre.espace_id)


def list_vues(membre: Membre) -> list[VuePlan]:
    """One’s own first, by name; one query."""
    return list(get_vues(membre).select_related("auteur").order_by("partagee", "nom", "pk"))


def get_vue(membre: Membre, uuid: UUID | None) -> VuePlan | None:
    vue = get_vues(membre).filter(pk=uuid).first() if uuid else None
    if vue is not None:
        vue.espace = membre.espace
    return vue


def get_defaut(vues: list[VueGardee]) -> VueGardee | None:
    """The view on which the plan opens: one’s own choice, then the one of the espace."""
    return next((vue for vue in vues if vue.is_defaut), None)
