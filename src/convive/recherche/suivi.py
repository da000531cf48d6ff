"""What keeps the index current: each write of a searched object, in the transaction that makes it.

A copy of what rows say, kept by signals, and nothing else: no rule of the domain is here.
"""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save

from convive.recherche.actions import delete_entrees, record_entrees
from convive.socle.objets import TypeObjet, objets
from convive.socle.suivi import lignes_changees


def follow_type(type_objet: TypeObjet) -> None:
    """Listen to a model, and to it alone: a listener of every model would slow down all deletions."""
    if type_objet.get_textes is None:
        return
    model = type_objet.model
    post_save.connect(_follow_ligne, sender=model, dispatch_uid=f"recherche_ligne_{type_objet.cle}")
    post_delete.connect(_follow_retrait, sender=model, dispatch_uid=f"recherche_retrait_{type_objet.cle}")
    lignes_changees.connect(_follow_lot, sender=model, dispatch_uid=f"recherche_lot_{type_objet.cle}")


def _follow_ligne(sender: type[models.Model], instance: models.Model, *, raw: bool = False, **_: Any) -> None:
    # A fixture writes rows in any order: what they point at may not be there yet.
    if not raw:
        record_entrees(objets.get_for_model(sender), [instance])


def _follow_retrait(sender: type[models.Model], instance: models.Model, **_: Any) -> None:
    delete_entrees(objets.get_for_model(sender).cle, [instance.pk])


def _follow_lot(sender: type[models.Model], pks: Sequence[Any], **_: Any) -> None:
    record_entrees(objets.get_for_model(sender), sender._default_manager.filter(pk__in=pks))
