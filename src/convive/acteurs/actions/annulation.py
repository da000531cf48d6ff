"""The undoing of an import, whatever it wrote: what it created goes unless someone used or changed it since; what it
changed gets back what it had, field by field, except what someone has changed since."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import models

from convive.acteurs.actions.fichier_importe import list_utilises
from convive.acteurs.actions.valeurs import dump_valeur, load_valeur

type Ecrit = dict[str, Any]
"""What an import keeps of a row, in JSON: `uuid`, `is_creation`, `avant` and `apres` by field, `version`."""


def prepare_ecrit(objet: Any, champs: Iterable[str], *, is_creation: bool) -> Ecrit:
    """Before the row is written: its fields as they are, nothing of a new one."""
    avant = {} if is_creation else {champ: dump_valeur(objet, champ) for champ in champs}
    return {"uuid": str(objet.pk), "is_creation": is_creation, "avant": avant}


def finish_ecrits(ecrits: Sequence[Ecrit], objets: Sequence[Any]) -> None:
    """Once the rows are written."""
    for ecrit, objet in zip(ecrits, objets, strict=True):
        ecrit["apres"] = {champ: dump_valeur(objet, champ) for champ in ecrit["avant"]}
        ecrit["version"] = objet.version


def undo_ecrits[M: models.Model](
    modele: type[M], ecrits: Sequence[Ecrit], *, sauf: Iterable[Any], restore: Callable[[M, Ecrit], list[str]]
) -> list[str]:
    """Undo the rows of one model; say which stay, and why. `sauf` are the tables that are part of the row itself;
    `restore` gives back to one that was changed."""
    uuids = {UUID(ecrit["uuid"]): ecrit for ecrit in ecrits}
    rows: dict[UUID, M] = {
        row.pk: row for row in modele._default_manager.filter(pk__in=uuids).select_for_update()
    }  # fmt: skip
    crees = [rows[pk] for pk, ecrit in uuids.items() if ecrit["is_creation"] and pk in rows]
    changes = {row.pk for row in crees if row.version != uuids[row.pk]["version"]}  # type: ignore[attr-defined]  # of the models that an import writes
    used = list_utilises(modele, [row.pk for row in crees], sauf=sauf)
    going, restes = split_crees(crees, changes=changes, used=used)
    for pk, ecrit in uuids.items():
        if not ecrit["is_creation"] and pk in rows:
            restes += restore(rows[pk], ecrit)
    modele._default_manager.filter(pk__in=going).delete()
    return restes


def split_crees(
    crees: Iterable[Any], *, changes: Collection[UUID], used: Collection[UUID]
) -> tuple[list[UUID], list[str]]:
    """Of the rows that an import created: those that go, and the names of those that stay, with the reason."""
    going, restes = [], []
    for row in crees:
        if row.pk in changes:
            restes.append(f"{row}\u00a0: a changé depuis")
        elif row.pk in used:
            restes.append(f"{row}\u00a0: a servi depuis")
        else:
            going.append(row.pk)
    return going, restes


def restore_champs(row: Any, avant: Mapping[str, Any], apres: Mapping[str, Any]) -> list[str]:
    """Give back what these fields said, without saving; the names of those that someone has changed since."""
    restes = []
    for champ, valeur in avant.items():
        if dump_valeur(row, champ) == apres.get(champ):
            setattr(row, champ, load_valeur(row, champ, valeur))
        else:
            restes.append(str(row._meta.get_field(champ).verbose_name))
    return restes


def explain_restes(row: Any, noms: Sequence[str]) -> list[str]:
    """One sentence when something stays."""
    return [f"{row}\u00a0: {', '.join(noms)}, changé depuis"] if noms else []
