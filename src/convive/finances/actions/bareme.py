"""Use the scales that a Caf typed once for its territories, or stop."""

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Partage
from convive.finances.models.bareme_adopte import BaremeAdopte
from convive.journal.models import Geste
from convive.socle.refus import Refus

PAS_DE_PARTAGE = "Ce département ne travaille pas avec votre espace\u00a0: proposez-lui d’abord un partage."


@transaction.atomic
def attach_bareme(*, by: Compte, espace: Espace, caf: Espace) -> None:
    """Already used, nothing happens. Raise Refus for a département with which nothing is shared."""
    if not Partage.objects.actifs().filter(espace=espace, departement=caf).exists():
        raise Refus(PAS_DE_PARTAGE)
    detach_bareme(by=by, espace=espace, sauf=caf)
    adopte, is_nouveau = BaremeAdopte.objects.get_or_create(espace=espace, caf=caf)
    if is_nouveau:
        record(by, Geste.RATTACHER, adopte, espace)


@transaction.atomic
def detach_bareme(*, by: Compte, espace: Espace, sauf: Espace | None = None) -> None:
    """Only what the team typed, and what the product comes with, count from now on."""
    rows = BaremeAdopte.objects.select_for_update().filter(espace=espace)
    for adopte in rows.exclude(caf=sauf) if sauf else rows:
        record(by, Geste.DETACHER, adopte, espace)
        adopte.delete()
