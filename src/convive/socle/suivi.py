"""Querysets that send a signal for bulk writes, as Django does for a single row.

Code that keeps a copy of row contents (the search) must know of every change, inside the transaction that makes it.
`save()` and `delete()` send Django's signals; `update()` and `bulk_create()` send none, hence this class.
"""

from typing import Any

from django.db import models, transaction
from django.dispatch import Signal

# The sender is the model; `pks` are the rows written by `update()`, `bulk_update()` or `bulk_create()`.
lignes_changees = Signal()


class QuerySetSuivi[M: models.Model](models.QuerySet[M]):
    """The base queryset of a model whose contents are copied elsewhere."""

    def update(self, **values: Any) -> int:
        if not lignes_changees.has_listeners(self.model):
            return super().update(**values)
        with transaction.atomic(using=self.db):
            # Read the keys before the update, which may make the rows leave this queryset.
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
    """Whether bulk writes of this model send `lignes_changees`."""
    return isinstance(model._default_manager.all(), QuerySetSuivi)
