"""Import a list of conventions, and undo the import. Every action writes to the journal."""

from functools import partial

from django.db import transaction

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
    sans_nom="Indiquez quelle colonne est le numéro de la convention.",
    sans_effet="Toutes ces conventions sont déjà là : il n’y a rien à importer.",
    refus=OffreRefusee,
)
create_import_cofs = partial(create_fichier, SORTE_COFS)
update_colonnes_cofs = partial(update_colonnes_fichier, SORTE_COFS)
delete_import_cofs = partial(delete_fichier, SORTE_COFS)
delete_imports_cofs_abandonnes = partial(delete_fichiers_abandonnes, SORTE_COFS)
_LIEN = Cof.services.through
JOURS = ("date_debut", "date_fin")
# The fields are named « du » and « au », which mean nothing out of context.
DATES = "ses dates"


@transaction.atomic
def import_cofs(*, membre: Membre, fichier: ImportCofs, is_tout: bool) -> PlanCofs:
    """Write the conventions, given the current ones. `is_tout`: all rows or none; otherwise only the valid ones.

    Raise OffreRefusee if nothing would change, if a row is wrong and `is_tout`, or if the file is already imported.
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
    finish_ecrits(current.ecrits, [prevue.cof for prevue in prevues])
    record_import(current, by=membre.compte, bilan=plan.bilan)
    return plan


def _prepare(prevue: CofPrevue) -> Ecrit:
    """What is needed to undo: the previous fields, and the services that were added."""
    ecrit = prepare_ecrit(prevue.cof, prevue.changes, is_creation=prevue.is_creation)
    return {**ecrit, "services": sorted(map(str, prevue.services))}


@transaction.atomic
def restore_import_cofs(*, by: Compte, fichier: ImportCofs) -> ImportCofs:
    """Undo an import: delete the conventions that it created, unless they have been used or changed since; in those
    that it changed, restore the previous values and detach the services that it added. `restes` lists what stays, and
    why.

    Raise OffreRefusee if it is already undone.
    """
    current: ImportCofs = lock_fichier(SORTE_COFS, fichier, StatutImport.FAIT)
    restes = undo_ecrits(Cof, current.ecrits, sauf=[_LIEN], restore=_restore)
    record_annulation(current, by=by, restes=restes)
    return current


def _restore(cof: Cof, ecrit: Ecrit) -> list[str]:
    restes = restore_champs(cof, ecrit["avant"], ecrit["apres"])
    if cof.date_fin < cof.date_debut:
        # One of the two dates has been changed since, and restoring the other one would contradict it.
        cof.refresh_from_db(fields=JOURS)
        restes = [*restes, DATES]
    cof.version += 1
    cof.save()
    cof.services.remove(*ServiceEquipement.objects.filter(espace=cof.espace_id, pk__in=ecrit["services"]))
    noms = [DATES if nom in ("du", "au") else nom for nom in restes]
    return explain_restes(cof, list(dict.fromkeys(noms)))
