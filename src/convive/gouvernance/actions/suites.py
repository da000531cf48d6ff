"""What was decided and is not done yet opens the next agenda by itself; the agenda stays editable."""

from itertools import islice

from django.db import transaction
from django.db.models import F

from convive.comptes.models import Compte
from convive.gouvernance.actions.propositions_ordre_du_jour import attach_propositions
from convive.gouvernance.models import Decision, PointOrdreDuJour, PropositionEcartee, Seance
from convive.gouvernance.rules.seances import StatutSeance
from convive.gouvernance.selectors.propositions_ordre_du_jour import list_suites

MAX_SUITES = 3
"""Former séances whose open decisions open an agenda; those of before stay proposed."""


@transaction.atomic
def put_suites(*, by: Compte, seance: Seance) -> list[PointOrdreDuJour]:
    """The first points of a draft: one by former séance that has open decisions. What is there already, or was left
    out of this agenda, stays as it is; a séance that was convened keeps the agenda that people received."""
    if seance.statut != StatutSeance.BROUILLON:
        return []
    dits = set(seance.points.filter(objet_type="seance").values_list("objet_uuid", flat=True))
    dits |= set(
        PropositionEcartee.objects.filter(seance=seance, objet_type="seance").values_list("objet_uuid", flat=True)
    )
    decisions = Decision.objects.filter(espace=seance.espace_id)
    suites = [row for row in islice(list_suites(decisions, seance), MAX_SUITES) if row.cible.objet_uuid not in dits]
    if not suites:
        return []
    # Before the others: as many places are made at the head.
    seance.points.update(ordre=F("ordre") + len(suites))
    points = attach_propositions(by=by, seance=seance, propositions=suites)
    for rang, point in enumerate(points, 1):
        point.ordre = rang
        point.save(update_fields=["ordre"])
    return points


def put_suites_prochaine(*, by: Compte, seance: Seance) -> None:
    """Into the next draft of the body of a séance that just closed, when there is one."""
    drafts = Seance.objects.filter(instance=seance.instance_id, statut=StatutSeance.BROUILLON.value)
    after = drafts.filter(date__gt=seance.date).order_by("date").first() if seance.date else None
    prochaine = after or drafts.filter(date__isnull=True).first()
    if prochaine is not None:
        put_suites(by=by, seance=prochaine)
