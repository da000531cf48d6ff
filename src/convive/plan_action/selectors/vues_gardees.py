"""The views of a plan that someone kept, and those that the espace shares."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, F, IntegerField, Q, QuerySet, Value, When

from convive.espaces.models import Membre, Thematique
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


def list_thematiques_et_vues(membre: Membre) -> tuple[list[tuple[str, str]], list[VueGardee]]:
    """The thématiques of the espace, archived ones last, and the views in the order of `list_vues`; one query.

    Both are short lists that the page of the plan reads at each visit, hence together.
    """
    archivee = Case(When(date_archivage__isnull=True, then=Value(0)), default=Value(1), output_field=IntegerField())
    themes = _ligne(Thematique.objects.filter(espace=membre.espace_id), archivee, F("ordre"), Value(False))
    partagee = Case(When(partagee=True, then=Value(1)), default=Value(0), output_field=IntegerField())
    vues = _ligne(get_vues(membre), partagee, Value(-1, output_field=IntegerField()), F("par_defaut"))
    rows = sorted(themes.union(vues, all=True).order_by(), key=lambda row: (row[2], row[3], row[1].casefold()))
    return (
        [(str(pk), nom) for pk, nom, _, ordre, _ in rows if ordre >= 0],
        [VueGardee(pk, nom, not rang, bool(defaut)) for pk, nom, rang, ordre, defaut in rows if ordre < 0],
    )


def _ligne(rows: QuerySet[Any, Any], rang: Any, ordre: Any, drapeau: Any) -> QuerySet[Any, Any]:
    branche: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(
            ligne_nom=F("nom"),
            ligne_rang=rang,
            ligne_ordre=ordre,
            ligne_drapeau=Case(When(Q(pk__isnull=False), then=drapeau), output_field=BooleanField()),
        )
        .values_list("pk", "ligne_nom", "ligne_rang", "ligne_ordre", "ligne_drapeau")
    )
    return branche


def get_defaut(vues: list[VueGardee]) -> VueGardee | None:
    """The view on which the plan opens: one’s own choice, then the one of the espace."""
    return next((vue for vue in vues if vue.is_defaut), None)
