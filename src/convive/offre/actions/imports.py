"""Bring a file into the inventory, and take it out again. Every action writes the journal."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

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
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Membre, Thematique
from convive.journal.models import Geste
from convive.offre.actions.equipement import save_service
from convive.offre.models import ImportServices, ServiceEquipement
from convive.offre.rules.colonnes import CHAMPS_PAR_CLE, guess_colonnes, split_entete
from convive.offre.rules.offre import OffreRefusee
from convive.offre.selectors.plan_import import PlanServices, ServicePrevu, build_plan

THEMATIQUES = "thematiques"


SORTE = SorteImport(
    modele=ImportServices,
    champs=CHAMPS_PAR_CLE,
    split_entete=split_entete,
    guess_colonnes=guess_colonnes,
    noms=frozenset({"nom"}),
    sans_nom="Dites quelle colonne est le nom du service.",
    sans_effet="Tout est déjà dans l’inventaire\u00a0: il n’y a rien à importer.",
    refus=OffreRefusee,
)
create_import = partial(create_fichier, SORTE)
update_colonnes = partial(update_colonnes_fichier, SORTE)
delete_import = partial(delete_fichier, SORTE)
delete_imports_abandonnes = partial(delete_fichiers_abandonnes, SORTE)


@transaction.atomic
def import_lignes(*, membre: Membre, fichier: ImportServices, is_tout: bool) -> PlanServices:
    """Write the rows, as the inventory is now. `is_tout`: all of them or none; else the good ones.

    Raise OffreRefusee when nothing would change, when a row is wrong and all were asked, or when it is done already.
    """
    current, by = lock_fichier(SORTE, fichier, StatutImport.PREPARE), membre.compte
    plan = build_plan(membre, current)
    refuse_plan(SORTE, plan, is_tout=is_tout)
    today = timezone.localdate()
    prevus = [prevu for prevu in plan.services if prevu.is_creation or prevu.is_change]
    ecrits = [_prepare(prevu) for prevu in prevus]
    for prevu in prevus:
        for champ, valeur in prevu.changes.items():
            setattr(prevu.service, champ, valeur)
        prevu.service.date_verification = today
    ServiceEquipement.objects.bulk_create([prevu.service for prevu in prevus if prevu.is_creation])
    for prevu in prevus:
        if prevu.is_change:
            save_service(prevu.service)
    _write_thematiques(prevus)
    for ecrit, prevu in zip(ecrits, prevus, strict=True):
        ecrit["apres"] = {champ: _dump(prevu.service, champ) for champ in ecrit["avant"]}
        ecrit["version"] = prevu.service.version
    current.ecrits = ecrits
    record_import(current, by=by, bilan=plan.bilan)
    return plan


def _prepare(prevu: ServicePrevu) -> dict[str, Any]:
    """What undoing needs: the fields as they were; nothing before for a new service."""
    service = prevu.service
    avant = {} if prevu.is_creation else {champ: _dump(service, champ) for champ in prevu.changes}
    ecrit: dict[str, Any] = {"uuid": str(service.pk), "is_creation": prevu.is_creation, "avant": avant}
    if prevu.is_change and prevu.thematiques is not None:
        ecrit[THEMATIQUES] = sorted(str(theme.pk) for theme in service.thematiques.all())
    return ecrit


def _dump(service: ServiceEquipement, champ: str) -> Any:
    """The value as JSON keeps it; what is unknown stays so."""
    valeur = getattr(service, champ)
    return str(valeur) if isinstance(valeur, Decimal | date | UUID) else valeur


def _load(champ: str, valeur: Any) -> Any:
    if valeur is None:
        return None
    # The key of an organisation is an UUID; the other fields read what they wrote.
    return UUID(valeur) if champ == "gestionnaire_id" else _get_field(champ).to_python(valeur)


def _get_field(champ: str) -> Any:
    return ServiceEquipement._meta.get_field(champ.removesuffix("_id"))


def _write_thematiques(prevus: list[ServicePrevu]) -> None:
    lien = ServiceEquipement.thematiques.through
    lien._default_manager.bulk_create(
        lien(serviceequipement_id=prevu.service.pk, thematique_id=pk)
        for prevu in prevus
        if prevu.is_creation
        for pk in prevu.thematiques or ()
    )
    for prevu in prevus:
        if prevu.is_change and prevu.thematiques is not None:
            prevu.service.thematiques.set(Thematique.objects.filter(pk__in=prevu.thematiques))


@transaction.atomic
def restore_import(*, by: Compte, fichier: ImportServices) -> ImportServices:
    """Undo: services that it created go, unless they were used or changed since; those that it changed get back what
    they had, except what someone has changed since. `restes` says which stay, and why.

    Raise OffreRefusee when it is undone already.
    """
    current: ImportServices = lock_fichier(SORTE, fichier, StatutImport.FAIT)
    uuids = [UUID(ecrit["uuid"]) for ecrit in current.ecrits]
    rows = {service.pk: service for service in ServiceEquipement.objects.filter(pk__in=uuids).select_for_update()}
    crees = [UUID(ecrit["uuid"]) for ecrit in current.ecrits if ecrit["is_creation"]]
    used = list_utilises(ServiceEquipement, crees, sauf=[ServiceEquipement.thematiques.through])
    going, restes = [], []
    for ecrit in current.ecrits:
        service = rows.get(UUID(ecrit["uuid"]))
        if service is None:
            continue
        if not ecrit["is_creation"]:
            restes += _restore(service, ecrit)
        elif service.version != ecrit["version"]:
            restes.append(f"{service}\u00a0: changé depuis")
        elif service.pk in used:
            restes.append(f"{service}\u00a0: utilisé depuis")
        else:
            going.append(service.pk)
    ServiceEquipement.objects.filter(pk__in=going).delete()
    record_annulation(current, by=by, restes=restes)
    return current


def _restore(service: ServiceEquipement, ecrit: Mapping[str, Any]) -> list[str]:
    avant, apres = ecrit["avant"], ecrit["apres"]
    mine = [champ for champ in avant if _dump(service, champ) == apres.get(champ)]
    for champ in mine:
        setattr(service, champ, _load(champ, avant[champ]))
    save_service(service)
    if THEMATIQUES in ecrit:
        service.thematiques.set(Thematique.objects.filter(espace=service.espace_id, pk__in=ecrit[THEMATIQUES]))
    kept = [str(_get_field(champ).verbose_name) for champ in avant if champ not in mine]
    return [f"{service}\u00a0: {', '.join(kept)} a changé depuis"] if kept else []


@transaction.atomic
def record_export(*, by: Compte, espace: Espace, format: str) -> None:
    """The inventory leaves: the journal says who took it."""
    record(by, Geste.EXPORTER, espace, espace, offre=format)
