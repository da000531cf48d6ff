"""Bring a file into the inventory, and take it out again. Every action writes the journal."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from convive.acteurs.actions.imports import FichierRecu
from convive.acteurs.actions.valeurs import list_colonnes, list_modeles_references
from convive.acteurs.models import StatutImport
from convive.comptes.models import Compte
from convive.documents.rules.tableur import FichierIllisible, read_lignes
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Membre, Thematique
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.offre.actions.equipement import save_service
from convive.offre.models import ImportServices, ServiceEquipement
from convive.offre.rules.colonnes import CHAMPS_PAR_CLE, guess_colonnes, split_entete
from convive.offre.rules.offre import OffreRefusee
from convive.offre.selectors.plan_import import PlanServices, ServicePrevu, build_plan
from convive.socle.objets import objets

THEMATIQUES = "thematiques"


@transaction.atomic
def create_import(*, by: Compte, espace: Espace, fichier: FichierRecu) -> ImportServices:
    """Read a file, and guess its columns; the inventory does not change. The same file sent twice is one draft.

    Raise OffreRefusee for a file that is not a table with titles.
    """
    refuse_espace_expire(espace)
    sha256 = hashlib.sha256(fichier.contenu).hexdigest()
    drafts = ImportServices.objects.filter(espace=espace, sha256=sha256, statut=StatutImport.PREPARE, created_by=by)
    if (draft := drafts.first()) is not None:
        return draft
    try:
        entetes, lignes = split_entete(read_lignes(fichier.cle, fichier.contenu))
    except FichierIllisible as error:
        raise OffreRefusee(str(error)) from error
    created = ImportServices.objects.create(
        espace=espace,
        fichier_nom=fichier.nom[:150],
        sha256=sha256,
        entetes=entetes,
        mapping=guess_colonnes(entetes),
        lignes=lignes,
        created_by=by,
    )
    record(by, Geste.CREER, created, espace, lignes=len(lignes))
    return created


@transaction.atomic
def update_colonnes(*, by: Compte, fichier: ImportServices, mapping: Mapping[str, int]) -> None:
    """Say what each column is. Raise OffreRefusee when none is the name."""
    current = _lock(fichier, StatutImport.PREPARE)
    kept = {cle: rang for cle, rang in mapping.items() if cle in CHAMPS_PAR_CLE and 0 <= rang < len(current.entetes)}
    if "nom" not in kept:
        raise OffreRefusee("Dites quelle colonne est le nom du service.")
    if kept != current.mapping:
        current.mapping = kept
        current.save(update_fields=["mapping", "updated_at"])
        record(by, Geste.MODIFIER, current, current.espace)


@transaction.atomic
def delete_import(*, by: Compte, fichier: ImportServices) -> None:
    """Give up a file that was not imported: what was read of it is erased."""
    current = _lock(fichier, StatutImport.PREPARE)
    record(by, Geste.SUPPRIMER, current, current.espace)
    current.delete()


@transaction.atomic
def delete_imports_abandonnes(limite: datetime) -> int:
    """The same for what was left before this moment, in every espace; nobody does it."""
    old = ImportServices.objects.filter(statut=StatutImport.PREPARE, updated_at__lt=limite)
    rows = list(old.defer("lignes").select_related("espace").select_for_update(of=("self",)))
    for fichier in rows:
        record(None, Geste.EFFACER, fichier, fichier.espace)
        fichier.delete()
    return len(rows)


@transaction.atomic
def import_lignes(*, membre: Membre, fichier: ImportServices, is_tout: bool) -> PlanServices:
    """Write the rows, as the inventory is now. `is_tout`: all of them or none; else the good ones.

    Raise OffreRefusee when nothing would change, when a row is wrong and all were asked, or when it is done already.
    """
    current, by = _lock(fichier, StatutImport.PREPARE), membre.compte
    plan = build_plan(membre, current)
    if plan.en_erreur and is_tout:
        raise OffreRefusee("Rien n’a été importé\u00a0: des lignes sont à corriger, et vous avez choisi tout ou rien.")
    if plan.is_vide:
        raise OffreRefusee("Tout est déjà dans l’inventaire\u00a0: il n’y a rien à importer.")
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
    # What was read is written: it is not kept twice.
    current.statut, current.fait_le, current.lignes = StatutImport.FAIT, timezone.now(), []
    current.bilan, current.ecrits = plan.bilan, ecrits
    current.save()
    record(by, Geste.IMPORTER, current, current.espace, **plan.bilan)
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
    current = _lock(fichier, StatutImport.FAIT)
    uuids = [UUID(ecrit["uuid"]) for ecrit in current.ecrits]
    rows = {service.pk: service for service in ServiceEquipement.objects.filter(pk__in=uuids).select_for_update()}
    used = _get_utilises([UUID(ecrit["uuid"]) for ecrit in current.ecrits if ecrit["is_creation"]])
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
    current.statut, current.annule_le, current.restes = StatutImport.ANNULE, timezone.now(), restes
    current.save(update_fields=["statut", "annule_le", "restes", "updated_at"])
    record(by, Geste.RESTAURER, current, current.espace, restes=len(restes))
    return current


def _get_utilises(pks: list[UUID]) -> set[UUID]:
    """Those that a row of any package points at; their thématiques are their own."""
    used: set[UUID] = set()
    for modele, champ in list_colonnes(ServiceEquipement):
        if modele is not ServiceEquipement.thematiques.through:
            rows = modele._base_manager.filter(**{f"{champ}__in": pks})
            used |= set(rows.values_list(champ, flat=True))
    cle = objets.get_for_model(ServiceEquipement).cle
    for modele in list_modeles_references():
        rows = modele._base_manager.filter(objet_type=cle, objet_uuid__in=pks)
        used |= set(rows.values_list("objet_uuid", flat=True))
    return used


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


def _lock(fichier: ImportServices, statut: str) -> ImportServices:
    refuse_espace_expire(fichier.espace)
    current = ImportServices.objects.select_for_update().filter(pk=fichier.pk, statut=statut).first()
    if current is None:
        raise OffreRefusee("Ce fichier n’en est plus là\u00a0: rouvrez la page pour voir où il en est.")
    current.espace = fichier.espace
    return current


@transaction.atomic
def record_export(*, by: Compte, espace: Espace, format: str) -> None:
    """The inventory leaves: the journal says who took it."""
    record(by, Geste.EXPORTER, espace, espace, offre=format)
