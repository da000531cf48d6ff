"""Ask partners for their avis on several constats at once. Every action writes the journal."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from convive.comptes.models import Compte
from convive.diagnostic.models import Constat, DemandeAvis
from convive.diagnostic.rules.constats import MAX_DEMANDE
from convive.diagnostic.rules.elements import DiagnosticRefuse
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste


@transaction.atomic
def create_demande_avis(*, by: Compte, espace: Espace, constats: Iterable[UUID]) -> DemandeAvis:
    """The list of these shared constats; the one that was made already when it holds the same.

    Raise DiagnosticRefuse without any, or with more than one answers in two minutes.
    """
    refuse_espace_expire(espace)
    rows = Constat.objects.presentes().filter(espace=espace, pk__in=list(constats), date_partage__isnull=False)
    # Whoever makes the same list at the same time waits for this one.
    wanted = frozenset(rows.select_for_update().values_list("pk", flat=True))
    if not wanted:
        raise DiagnosticRefuse(champs={"constats": "Choisissez au moins un constat partagé."})
    if len(wanted) > MAX_DEMANDE:
        raise DiagnosticRefuse(champs={"constats": f"Gardez-en {MAX_DEMANDE} au plus : on répond en deux minutes."})
    for former in DemandeAvis.objects.filter(espace=espace, nombre=len(wanted)).prefetch_related("constats"):
        if {constat.pk for constat in former.constats.all()} == wanted:
            return former
    demande = DemandeAvis.objects.create(espace=espace, nombre=len(wanted), created_by=by)
    demande.constats.set(rows)
    record(by, Geste.CREER, demande, espace)
    return demande
