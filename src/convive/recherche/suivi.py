"""Keeps the index up to date on each write of a searched object, in the same transaction.

Signals are used only to maintain this copy of the rows' texts: no domain rule belongs here.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save

from convive.espaces.models import Espace
from convive.recherche.actions import delete_entrees, record_entrees, update_index
from convive.socle.objets import TypeObjet, objets
from convive.socle.suivi import lignes_changees


def follow_type(type_objet: TypeObjet) -> None:
    """Listen to one model: a receiver for every model would slow down all deletions."""
    if type_objet.get_textes is None:
        return
    model = type_objet.model
    post_save.connect(_follow_ligne, sender=model, dispatch_uid=f"recherche_ligne_{type_objet.cle}")
    post_delete.connect(_follow_retrait, sender=model, dispatch_uid=f"recherche_retrait_{type_objet.cle}")
    lignes_changees.connect(_follow_lot, sender=model, dispatch_uid=f"recherche_lot_{type_objet.cle}")


def follow_copie(espace: Espace) -> None:
    """Index an imported copy: it inserts its rows in bulk, without sending any signal."""
    update_index(espace=espace)


def _follow_ligne(sender: type[models.Model], instance: models.Model, *, raw: bool = False, **_: Any) -> None:
    # With `raw`, a fixture is loading rows in any order: the rows they refer to may not exist yet.
    if not raw and not _keep(sender, {instance.pk: instance}):
        record_entrees(objets.get_for_model(sender), [instance])


def _follow_retrait(sender: type[models.Model], instance: models.Model, **_: Any) -> None:
    delete_entrees(objets.get_for_model(sender).cle, [instance.pk])


def _follow_lot(sender: type[models.Model], pks: Sequence[Any], **_: Any) -> None:
    if not _keep(sender, dict.fromkeys(pks)):
        record_entrees(objets.get_for_model(sender), sender._default_manager.filter(pk__in=pks))


type Attente = dict[type[models.Model], dict[Any, models.Model | None]]
"""Rows of each model by primary key; None for a row that must still be read."""
_attente: ContextVar[Attente | None] = ContextVar("attente", default=None)


def _keep(model: type[models.Model], rows: Mapping[Any, models.Model | None]) -> bool:
    """Set rows aside if `write_ensemble` is active; return whether it is."""
    waiting = _attente.get()
    if waiting is None:
        return False
    waiting.setdefault(model, {}).update(rows)
    return True


@contextmanager
def write_ensemble() -> Iterator[None]:
    """Index once, at the end of the block, the hundreds of rows that are written one by one inside it.

    The block must not delete any row that it has written.
    """
    waiting: Attente = {}
    token = _attente.set(waiting)
    try:
        yield
    finally:
        _attente.reset(token)
    for model, rows in waiting.items():
        unread = [pk for pk, row in rows.items() if row is None]
        read = [row for row in rows.values() if row is not None]
        record_entrees(objets.get_for_model(model), [*read, *model._default_manager.filter(pk__in=unread)])
