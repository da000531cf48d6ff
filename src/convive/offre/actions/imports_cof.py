"""Bring a list of conventions in, and take it out again. Every action writes the journal."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from convive.acteurs.actions.fichier_importe import (
    SorteImport,
    create_fichier,
    delete_fichier,
    delete_fichiers_abandonnes,
    list_utilises,
    lock_fichier,
    record_annulation,
    record_import,
    refuse_plan,
    update_colonnes_fichier,
)
from convive.acteurs.models import StatutImport
from convive.comptes.models import Compte
from convive.espaces.models import Membre
from convive.offre.models import Cof, ImportCofs, ServiceEquipement
from convive.offre.rules.colonnes_cof import CHAMPS_PAR_CLE, guess_colonnes, split_entete
from convive.offre.rules.offre import OffreRefusee
from convive.offre.selectors.plan_import_cof import CofPrevue, PlanCofs, build_plan_cofs

SORTE_COFS = SorteImport(
    modele=ImportCofs,
    champs=CHAMPS_PAR_CLE,
    split_entete=split_entete,
    guess_colonnes=guess_colonnes,
    noms=frozenset({"numero"}),
    sans_nom="Dites quelle colonne est le numéro de la convention.",
    sans_effet="Toutes ces conventions sont déjà là : il n’y a rien à importer.",
    refus=OffreRefusee,
)
create_import_cofs = partial(create_fichier, SORTE_COFS)
update_colonnes_cofs = partial(update_colonnes_fichier, SORTE_COFS)
delete_import_cofs = partial(delete_fichier, SORTE_COFS)
delete_imports_cofs_abandonnes = partial(delete_fichiers_abandonnes, SORTE_COFS)
_LIEN = Cof.services.through


@transaction.atomic
def import_cofs(*, membre: Membre, fichier: ImportCofs, is_tout: bool) -> PlanCofs:
    """Write the conventions, as they are now. `is_tout`: every row or none; else the good ones.

    Raise OffreRefusee when nothing would change, when a row is wrong and all were asked, or when it is done already.
    """
    current = lock_fichier(SORTE_COFS, fichier, StatutImport.PREPARE)
    plan = build_plan_cofs(membre, current)
    refuse_plan(SORTE_COFS, plan, is_tout=is_tout)
    prevues = [prevue for prevue in plan.cofs if prevue.is_creation or prevue.is_change]
    current.ecrits = [_prepare(prevue) for prevue in prevues]
    for prevue in prevues:
        for champ, valeur in prevue.changes.items():
            setattr(prevue.cof, champ, valeur)
        if not prevue.is_creation:
            prevue.cof.version += 1
            prevue.cof.save()
    Cof.objects.bulk_create([prevue.cof for prevue in prevues if prevue.is_creation])
    _LIEN._default_manager.bulk_create(
        _LIEN(cof_id=prevue.cof.pk, serviceequipement_id=pk) for prevue in prevues for pk in sorted(prevue.services)
    )
    for ecrit, prevue in zip(current.ecrits, prevues, strict=True):
        ecrit["apres"] = {champ: _dump(getattr(prevue.cof, champ)) for champ in ecrit["avant"]}
        ecrit["version"] = prevue.cof.version
    record_import(current, by=membre.compte, bilan=plan.bilan)
    return plan


def _prepare(prevue: CofPrevue) -> dict[str, Any]:
    """What undoing needs: the fields as they were (nothing for a new one), the services that it did not have."""
    avant = {} if prevue.is_creation else {champ: _dump(getattr(prevue.cof, champ)) for champ in prevue.changes}
    services = sorted(map(str, prevue.services))
    return {"uuid": str(prevue.cof.pk), "is_creation": prevue.is_creation, "avant": avant, "services": services}


def _load(champ: str, valeur: Any) -> Any:
    return date.fromisoformat(valeur) if champ in ("date_debut", "date_fin") else valeur


def _dump(valeur: Any) -> Any:
    return valeur.isoformat() if isinstance(valeur, date) else valeur


@transaction.atomic
def restore_import_cofs(*, by: Compte, fichier: ImportCofs) -> ImportCofs:
    """Undo: conventions that it created go, unless they were used or changed since; those that it changed get back what
    they said and lose the services that it gave them. `restes` says which stay, and why.

    Raise OffreRefusee when it is undone already.
    """
    current: ImportCofs = lock_fichier(SORTE_COFS, fichier, StatutImport.FAIT)
    uuids = [UUID(ecrit["uuid"]) for ecrit in current.ecrits]
    rows = {cof.pk: cof for cof in Cof.objects.filter(pk__in=uuids).select_for_update()}
    crees = [UUID(ecrit["uuid"]) for ecrit in current.ecrits if ecrit["is_creation"]]
    used = list_utilises(Cof, crees, sauf=[_LIEN])
    going, restes = [], []
    for ecrit in current.ecrits:
        cof = rows.get(UUID(ecrit["uuid"]))
        if cof is None:
            continue
        if not ecrit["is_creation"]:
            restes += _restore(cof, ecrit)
        elif cof.version != ecrit["version"]:
            restes.append(f"{cof} : changée depuis")
        elif cof.pk in used:
            restes.append(f"{cof} : utilisée depuis")
        else:
            going.append(cof.pk)
    Cof.objects.filter(pk__in=going).delete()
    record_annulation(current, by=by, restes=restes)
    return current


def _restore(cof: Cof, ecrit: Mapping[str, Any]) -> list[str]:
    avant, apres = ecrit["avant"], ecrit["apres"]
    mine = [champ for champ in avant if _dump(getattr(cof, champ)) == apres.get(champ)]
    kept = [champ for champ in avant if champ not in mine]
    voulus = {champ: _load(champ, avant[champ]) for champ in mine}
    debut, fin = voulus.get("date_debut", cof.date_debut), voulus.get("date_fin", cof.date_fin)
    if fin < debut:
        # One of the two days was changed since: giving the other one back would contradict it.
        return [f"{cof} : ses dates ont changé depuis"]
    for champ, valeur in voulus.items():
        setattr(cof, champ, valeur)
    cof.version += 1
    cof.save()
    cof.services.remove(*ServiceEquipement.objects.filter(espace=cof.espace_id, pk__in=ecrit["services"]))
    noms = [str(CHAMPS_PAR_CLE[champ].libelle.lower()) for champ in kept]
    return [f"{cof} : {', '.join(noms)} a changé depuis"] if kept else []
