"""Maintain the index: write the row of an object, remove the rows of deleted objects, rebuild everything.

The index is only a copy of what the objects say: nobody performs an action by writing to it, so the journal ignores it.
"""

from collections.abc import Callable, Iterable
from itertools import batched
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef

from convive.espaces.copie.registre import get_chemin
from convive.espaces.models import Espace
from convive.recherche.models import EntreeRecherche
from convive.recherche.selectors.index import build_entree
from convive.socle.objets import TypeObjet, objets

TAILLE_LOT = 500
# Called with the name of the type and the rows written so far.
Progression = Callable[[str, int], None]
CHAMPS_ECRITS = (
    "espace",
    "date_objet",
    "version_analyse",
    "cles",
    "titre",
    "titre_index",
    "corps",
    "corps_index",
)


@transaction.atomic
def record_entrees(type_objet: TypeObjet, rows: Iterable[models.Model]) -> int:
    """Insert or update the index rows of these objects in one statement; return how many objects have a row."""
    entrees, vides = [], []
    for objet in rows:
        entree = build_entree(type_objet, objet)
        if entree is None:
            vides.append(objet.pk)
        else:
            entrees.append(entree)
    if vides:
        delete_entrees(type_objet.cle, vides)
    if entrees:
        EntreeRecherche.objects.bulk_create(
            entrees, update_conflicts=True, unique_fields=["objet_type", "objet_uuid"], update_fields=CHAMPS_ECRITS
        )
    return len(entrees)


def update_index(*, espace: Espace | None = None, progression: Progression | None = None) -> int:
    """Rewrite the row of every object, in one espace or in all, and remove the rows whose object is deleted.

    It works in batches, each in its own transaction, so that people can keep working and searching. Return the number
    of rows.
    """
    count = 0
    indexes = _list_types(espace)
    for type_objet in objets.get_all():
        rows = _list_objets(type_objet, espace)
        if rows is None:
            continue
        pks = rows.order_by("pk").values_list("pk", flat=True)
        for lot in batched(pks.iterator(chunk_size=TAILLE_LOT), TAILLE_LOT):
            with transaction.atomic():
                # Lock the rows, so that what somebody is writing now is not overwritten with its previous text.
                locked = type_objet.model._base_manager.select_for_update().filter(pk__in=lot)
                count += record_entrees(type_objet, locked)
            if progression:
                progression(type_objet.libelle, count)
        if type_objet.cle not in indexes:
            continue
        entrees = EntreeRecherche.objects.filter(objet_type=type_objet.cle)
        if espace is not None:
            entrees = entrees.filter(espace=espace)
        gone = ~Exists(type_objet.model._base_manager.filter(pk=OuterRef("objet_uuid")))
        entrees.filter(gone).delete()
    connus = [type_objet.cle for type_objet in objets.get_all() if type_objet.get_textes]
    EntreeRecherche.objects.exclude(objet_type__in=connus).delete()
    return count


def _list_types(espace: Espace | None) -> set[str]:
    """The types that have rows in the index, in an espace or in all: the others have nothing to remove."""
    rows = EntreeRecherche.objects.all() if espace is None else EntreeRecherche.objects.filter(espace=espace)
    return set(rows.order_by().values_list("objet_type", flat=True).distinct())


def _list_objets(type_objet: TypeObjet, espace: Espace | None) -> models.QuerySet[Any] | None:
    """The rows to index; None for a type that is not searched, or has nothing in this espace."""
    if type_objet.get_textes is None:
        return None
    rows = type_objet.model._default_manager.all()
    if espace is None:
        return rows
    chemin = get_chemin(type_objet.model)
    return rows.filter(**{chemin: espace.pk}) if chemin else None


def delete_entrees(objet_type: str, uuids: Iterable[Any]) -> None:
    EntreeRecherche.objects.filter(objet_type=objet_type, objet_uuid__in=list(uuids)).delete()
