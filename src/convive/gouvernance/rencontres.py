"""The séances of the bodies, on the ribbon of the plan, and the agenda on which its actions are put."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.models import Membre
from convive.gouvernance.actions.point import SaisiePoint, create_point
from convive.gouvernance.models import PointOrdreDuJour, Seance
from convive.gouvernance.permissions import can_list_instances, can_update_instances
from convive.gouvernance.rules.instances import MAX_TITRE
from convive.gouvernance.rules.seances import A_VENIR, PARTIES
from convive.plan_action.models import FicheAction
from convive.plan_action.rencontres import MisAuJour, OrdresDuJour, ordres_du_jour, record_rencontres
from convive.plan_action.rules.ruban import Rencontre
from convive.socle.formats import date_longue
from convive.socle.objets import objets


def list_seances_ruban(membre: Membre, debut: date, fin: date) -> Iterator[Rencontre]:
    """Those that took place or will; one query."""
    if not can_list_instances(membre):
        return
    rows = Seance.objects.visible_to(membre.compte).filter(espace=membre.espace_id, date__range=(debut, fin))
    rows = rows.exclude(statut__in=[statut.value for statut in PARTIES]).select_related("instance")
    for seance in rows.only("espace", "date", "instance__nom"):
        if seance.date is not None:
            yield Rencontre(seance.date, str(seance.instance), objets.get_url(seance))


def list_seances_a_preparer(membre: Membre, today: date) -> list[tuple[str, str]]:
    """Those whose agenda is still open, the first one first; one query."""
    rows = _get_a_preparer(membre).filter(date__gte=today).select_related("instance").order_by("date", "created_at")
    return [(str(row.pk), f"{row.instance}, {date_longue(row.date)}") for row in rows if row.date]


def _get_a_preparer(membre: Membre) -> Any:
    statuts = [statut.value for statut in A_VENIR]
    return Seance.objects.visible_to(membre.compte).filter(espace=membre.espace_id, statut__in=statuts)


@transaction.atomic
def put_actions(by: Compte, membre: Membre, seance: str, fiches: Sequence[FicheAction]) -> MisAuJour:
    """Each action becomes a point at the end of the agenda; what is there already is not doubled."""
    current = _get_a_preparer(membre).select_related("instance", "espace").get(pk=seance)
    references = [objets.get_reference(fiche) for fiche in fiches]
    cles = {str(reference.objet_uuid) for reference in references}
    points = PointOrdreDuJour.objects.filter(seance=current, objet_uuid__in=cles)
    deja = len(set(points.values_list("objet_uuid", flat=True)))
    for fiche, cible in zip(fiches, references, strict=True):
        saisie = SaisiePoint(fiche.nom_parle[:MAX_TITRE])
        create_point(by=by, instance=current.instance, seance=current, saisie=saisie, cible=cible)
    return MisAuJour(len(fiches) - deja, deja, objets.get_url(current))


def record_rencontres_seances() -> None:
    record_rencontres("gouvernance", list_seances_ruban)
    ordres_du_jour.record(OrdresDuJour(can_update_instances, list_seances_a_preparer, put_actions))
