"""End the seats that an election renews, all at once; undo it. The journal of each body keeps it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.gouvernance.actions.verrou import lock_instance
from convive.gouvernance.models import Instance, MembreInstance
from convive.journal.models import Geste


@transaction.atomic
def close_mandats(*, by: Compte, sieges: Iterable[MembreInstance], jour: date) -> int:
    """Each seat ends on the eve of `jour`; how many did. One that someone ended meanwhile is left as it is."""
    done = 0
    for instance, rows in _group(sieges).items():
        current = lock_instance(instance)
        noms = []
        for row in rows:
            if MembreInstance.objects.filter(pk=row.pk, date_fin__isnull=True, date_debut__lt=jour).update(
                date_fin=jour
            ):
                noms.append(str(row))
        if noms:
            record(by, Geste.CLORE, current, current.espace, mandats=noms, jusqu_au=jour.isoformat())
        done += len(noms)
    return done


@transaction.atomic
def reopen_mandats(*, by: Compte, sieges: Iterable[MembreInstance], jour: date) -> int:
    """Undo: the seats that ended for the election go on; how many do."""
    done = 0
    for instance, rows in _group(sieges).items():
        current = lock_instance(instance)
        count = MembreInstance.objects.filter(pk__in=[row.pk for row in rows], date_fin=jour).update(date_fin=None)
        if count:
            record(by, Geste.ROUVRIR, current, current.espace, mandats=count)
        done += count
    return done


def _group(sieges: Iterable[MembreInstance]) -> dict[Instance, list[MembreInstance]]:
    grouped: dict[Instance, list[MembreInstance]] = defaultdict(list)
    for row in sieges:
        grouped[row.instance].append(row)
    return grouped
