"""Querysets whose bulk writes are told, as Django tells those of one row.

Something that keeps a copy of what rows say (the search) must hear of every change, inside the transaction that makes
it. `save()` and `delete()` send the signals of Django; `update()` and `bulk_create()` send none, hence this class.
"""

from typing import Any

from django.db import models, transaction
from django.dispatch import Signal

# Sent by the model, with `pks`: rows that `update()`, `bulk_update()` or `bulk_create()` wrote.
lignes_changees = Signal()


class QuerySetSuivi[M: models.Model](models.QuerySet[M]):
    """The base of the queryset of a model that others keep a copy of."""

    def update(self, **values: Any) -> int:
        if not lignes_changees.has_listeners(self.model):
            return super().update(**values)
        with transaction.atomic(using=self.db):
            # Before: the change may be what takes the rows out of this queryset.
            pks = list(self.order_by().values_list("pk", flat=True))
            count = super().update(**values)
            if pks:
                lignes_changees.send(self.model, pks=pks)
        return count

    update.alters_data = True  # type: ignore[attr-defined]  # read by Django’s templates

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[M]:
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            if created and lignes_changees.has_listeners(self.model):
                lignes_changees.send(self.model, pks=[objet.pk for objet in created])
        return created

    bulk_create.alters_data = True  # type: ignore[attr-defined]  # read by Django’s templates


def is_suivi(model: type[models.Model]) -> bool:
    """Whether the bulk writes of this model are told."""
    return isinstance(model._default_manager.all(), QuerySetSuivi)
