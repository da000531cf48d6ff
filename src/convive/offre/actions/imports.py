"""Import a file into the inventory, and undo the import. Every action writes to the journal."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from convive.acteurs.actions.annulation import (
    Ecrit,
    explain_restes,
    finish_ecrits,
    prepare_ecrit,
    restore_champs,
    undo_ecrits,
)
from convive.acteurs.actions.fichier_importe import (
    SorteImport,
    create_fichier,
    delete_fichier,
    delete_fichiers_abandonnes,
    lock_fichier,
    record_annulation,
    record_import,
    refuse_plan,
    update_colonnes_fichier,
)
from convive.acteurs.models import StatutImport
from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import save_fiche
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace, Membre, Thematique
from convive.journal.models import Geste
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
    sans_nom="Indiquez quelle colonne est le nom du service.",
    sans_effet="Tout est déjà dans l’inventaire\u00a0: il n’y a rien à importer.",
    refus=OffreRefusee,
)
create_import = partial(create_fichier, SORTE)
update_colonnes = partial(update_colonnes_fichier, SORTE)
delete_import = partial(delete_fichier, SORTE)
delete_imports_abandonnes = partial(delete_fichiers_abandonnes, SORTE)


@transaction.atomic
def import_lignes(*, membre: Membre, fichier: ImportServices, is_tout: bool) -> PlanServices:
    """Write the rows, given the current inventory. `is_tout`: all rows or none; otherwise only the valid ones.

    Raise OffreRefusee if nothing would change, if a row is wrong and `is_tout`, or if the file is already imported.
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
            save_fiche(prevu.service, by)
    _write_thematiques(prevus)
    finish_ecrits(ecrits, [prevu.service for prevu in prevus])
    current.ecrits = ecrits
    record_import(current, by=by, bilan=plan.bilan)
    return plan


def _prepare(prevu: ServicePrevu) -> Ecrit:
    """What is needed to undo: the previous fields and thématiques."""
    service = prevu.service
    ecrit = prepare_ecrit(service, prevu.changes, is_creation=prevu.is_creation)
    if prevu.is_change and prevu.thematiques is not None:
        ecrit[THEMATIQUES] = sorted(str(theme.pk) for theme in service.thematiques.all())
    return ecrit


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
    """Undo an import: delete the services that it created, unless they have been used or changed since, and restore the
    previous values of those that it changed, except for fields changed since. `restes` lists what stays, and why.

    Raise OffreRefusee if it is already undone.
    """
    current: ImportServices = lock_fichier(SORTE, fichier, StatutImport.FAIT)
    sauf = [ServiceEquipement.thematiques.through]
    restes = undo_ecrits(ServiceEquipement, current.ecrits, sauf=sauf, restore=_restore)
    record_annulation(current, by=by, restes=restes)
    return current


def _restore(service: ServiceEquipement, ecrit: Ecrit) -> list[str]:
    restes = restore_champs(service, ecrit["avant"], ecrit["apres"])
    save_fiche(service, None)
    if THEMATIQUES in ecrit:
        service.thematiques.set(Thematique.objects.filter(espace=service.espace_id, pk__in=ecrit[THEMATIQUES]))
    return explain_restes(service, restes)


@transaction.atomic
def record_export(*, by: Compte, espace: Espace, format: str) -> None:
    """Record in the journal who exported the inventory."""
    record(by, Geste.EXPORTER, espace, espace, offre=format)
