"""The rows of an espace, and their files, are erased."""

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.core.files.storage import Storage
from django.db import models, transaction
from django.db.models.deletion import get_candidate_relations_to_delete

from convive.espaces.copie.registre import copie, get_chemin
from convive.espaces.models import Espace

logger = logging.getLogger(__name__)
Modele = type[models.Model]


def delete_contenu(*espaces: Espace) -> None:
    """Erase what a copy carries, the espaces themselves apart, and what depends on it; inside a transaction."""
    modeles = [modele for modele in copie.get_inclus() if modele is not Espace]
    _delete_fichiers(espaces, modeles)
    # Those that point at others first, so that nothing is protected any more when its turn comes.
    for modele in reversed(modeles):
        _delete_lignes(modele, get_chemin(modele) or "", espaces)


def _delete_lignes(modele: Modele, chemin: str, espaces: Sequence[Espace]) -> None:
    """Erase the rows of a model that reach these espaces, and what hangs on them, in one statement for each model.

    `QuerySet.delete` reads every row and tells each one to those who listen (the index, the versions): several
    queries a row. They are not told here: their own rows are erased with the espace, or built again after a reset.
    """
    # Neither the relations of a model nor a raw delete have a type in the stubs.
    rows: Any = modele._base_manager.filter(**{f"{chemin}__in": [espace.pk for espace in espaces]})
    relations: Any = get_candidate_relations_to_delete(modele._meta)
    for relation in relations:
        autre, champ = relation.related_model, relation.field
        if autre is modele:
            # A row and those of the same espace that point at it are erased by one statement.
            continue
        if champ.remote_field.on_delete is models.SET_NULL:
            autre._base_manager.filter(**{f"{champ.name}__in": rows}).update(**{champ.name: None})
        elif champ.remote_field.on_delete is models.CASCADE:
            _delete_lignes(autre, f"{champ.name}__{chemin}", espaces)
    rows._raw_delete(rows.db)


def delete_tout(*espaces: Espace) -> None:
    """Erase espaces, everything that is in them, and every file; inside a transaction. The journal stays."""
    exclus = [modele for modele in apps.get_models() if modele in copie.get_exclus()]
    _delete_fichiers(espaces, exclus)
    for espace in espaces:
        for effacement in copie.get_effacements():
            effacement(espace)
    delete_contenu(*espaces)
    Espace._base_manager.filter(pk__in=[espace.pk for espace in espaces]).delete()


def _delete_fichiers(espaces: Sequence[Espace], modeles: Iterable[Modele]) -> None:
    """Once the rows are gone for sure: a file without row is waste, a row without file would be a loss."""
    fichiers: list[tuple[Storage, str]] = []
    for modele in modeles:
        for champ in modele._meta.concrete_fields:
            if isinstance(champ, models.FileField):
                rows = modele._base_manager.filter(**{f"{get_chemin(modele)}__in": [e.pk for e in espaces]})
                names = rows.exclude(**{champ.name: ""}).values_list(champ.name, flat=True)
                fichiers += [(champ.storage, name) for name in names if name]
    if fichiers:
        transaction.on_commit(lambda: _delete(fichiers))


def _delete(fichiers: list[tuple[Storage, str]]) -> None:
    for storage, name in fichiers:
        try:
            storage.delete(name)
        except OSError:
            logger.exception("The file %s of an espace that is gone could not be deleted.", name)
