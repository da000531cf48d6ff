"""Bring an existing plan in, and take it out again. Every action writes the journal; nobody is created silently."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from convive.acteurs.actions.fichier_importe import FichierRecu, record_annulation, record_import
from convive.acteurs.models import StatutImport
from convive.comptes.models import Compte
from convive.convention.models import Ctg
from convive.espaces.actions.trace import record
from convive.espaces.models import Membre
from convive.espaces.permissions import refuse_espace_expire
from convive.journal.models import Geste
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.actions.defaire_archive import ARCHIVE, restore_niveaux
from convive.plan_action.actions.defaire_import import IMPORT, delete_crees, restore_fiche
from convive.plan_action.actions.ecriture_import import Ecriture
from convive.plan_action.lecteur_plans import (
    PlanIllisible,
    dump_plan,
    load_correspondances,
    read_isole,
    say_hors_convention,
)
from convive.plan_action.models import CorrespondancePlan, EcritImportPlan, ImportPlan
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.selectors.lecture import read_fichier
from convive.plan_action.selectors.prevision_import import build_prevision, get_contenu
from convive.plan_action.selectors.prevue_import import Prevision

DEJA_FAIT = "Cet import est déjà passé à l’étape suivante\u00a0: rechargez la page."
TITRES_A_DIRE = (
    "Les titres de ce fichier n’ont pas été compris\u00a0: importez-le depuis la page du plan, qui demande quelle "
    "ligne les porte, et quelle colonne ou quel libellé contient les actions."
)
AUCUNE_ACTION = "Avec ces corrections, plus aucune action n’est trouvée\u00a0: rien n’a changé."
SANS_EFFET = "Tout est déjà dans le plan\u00a0: ce fichier ne changerait rien."


def create_import(*, by: Compte, ctg: Ctg, fichier: FichierRecu, is_page: bool = False) -> ImportPlan:
    """Read a file; the plan does not change. The same file sent twice is one draft. What was corrected in a file of
    this shape serves again. On a page, where someone reads it first, a name that looks like nobody of the directory is
    offered a card; elsewhere it stays in words. Raise PlanRefuse for a file in which no action is found.

    The file is read before the transaction opens: nobody waits for a slow one.
    """
    refuse_espace_expire(ctg.espace)
    sha256 = hashlib.sha256(fichier.contenu).hexdigest()
    memes = ImportPlan.objects.filter(ctg=ctg, sha256=sha256, statut=StatutImport.PREPARE, created_by=by)
    if (draft := memes.first()) is not None:
        return draft
    try:
        lecture = read_fichier(ctg.espace, fichier.contenu, fichier.nom, ctg)
    except PlanIllisible as error:
        raise PlanRefuse(str(error)) from error
    if lecture.plan.questions and not is_page:
        raise PlanRefuse(TITRES_A_DIRE)
    with transaction.atomic():
        # Sent twice at once: the second finds the first.
        if (draft := memes.select_for_update().first()) is not None:
            return draft
        created = ImportPlan.objects.create(
            espace=ctg.espace,
            ctg=ctg,
            fichier_nom=fichier.nom[:150],
            sha256=sha256,
            lecture={
                "contenu": base64.b64encode(fichier.contenu).decode(),
                "plan": dump_plan(lecture.plan),
                "empreinte": lecture.empreinte,
                "corrections": lecture.corrections,
                "choix": {},
                "is_page": is_page,
            },
            created_by=by,
        )
        record(by, Geste.CREER, created, ctg.espace, actions=len(lecture.plan.actions))
    return created


def update_lecture(*, by: Compte, fichier: ImportPlan, corrections: Mapping[str, Any]) -> None:
    """Read again with what a person says of the titles, of the statuses, of the levels and of the sheets; remembered
    for files of this shape. Raise PlanRefuse when no action is found that way."""
    refuse_espace_expire(fichier.espace)
    try:
        plan = read_isole(get_contenu(fichier), fichier.fichier_nom, load_correspondances(dict(corrections)))
    except PlanIllisible as error:
        raise PlanRefuse(AUCUNE_ACTION) from error
    if not plan.actions:
        raise PlanRefuse(AUCUNE_ACTION)
    say_hors_convention(plan, fichier.ctg.date_debut.year, fichier.ctg.date_fin.year)
    with transaction.atomic():
        current = _lock(fichier, StatutImport.PREPARE)
        current.lecture = {**current.lecture, "plan": dump_plan(plan), "corrections": dict(corrections)}
        current.save(update_fields=["lecture", "updated_at"])
        CorrespondancePlan.objects.update_or_create(
            espace=current.espace,
            empreinte=current.lecture.get("empreinte", plan.empreinte),
            defaults={"correspondances": dict(corrections)},
        )
        record(by, Geste.MODIFIER, current, current.espace)


@transaction.atomic
def update_choix(*, by: Compte, fichier: ImportPlan, choix: Mapping[str, Mapping[str, str]]) -> None:
    """Say who each name of the file is: a card, a new card, or words kept in a note."""
    current = _lock(fichier, StatutImport.PREPARE)
    current.lecture = {**current.lecture, "choix": {cle: dict(valeurs) for cle, valeurs in choix.items()}}
    current.save(update_fields=["lecture", "updated_at"])
    record(by, Geste.MODIFIER, current, current.espace)


@transaction.atomic
def delete_import(*, by: Compte, fichier: ImportPlan) -> None:
    """Give up a file that was not imported: what was read of it is erased."""
    current = _lock(fichier, StatutImport.PREPARE)
    record(by, Geste.SUPPRIMER, current, current.espace)
    current.delete()


@transaction.atomic
def delete_imports_abandonnes(limite: datetime) -> int:
    """The same for what was left before this moment, in every espace; nobody does it."""
    old = ImportPlan.objects.filter(statut=StatutImport.PREPARE, updated_at__lt=limite)
    rows = list(old.defer("lecture").select_related("espace").select_for_update(of=("self",)))
    for fichier in rows:
        record(None, Geste.EFFACER, fichier, fichier.espace)
        fichier.delete()
    return len(rows)


@transaction.atomic
def import_plan(*, membre: Membre, fichier: ImportPlan) -> Prevision:
    """Write the whole file, as the plan is now: all of it or nothing. Raise PlanRefuse when nothing would change."""
    current, by = _lock(fichier, StatutImport.PREPARE), membre.compte
    prevision = build_prevision(membre, current)
    if prevision.is_vide:
        raise PlanRefuse(SANS_EFFET)
    ecriture = Ecriture(current, by)
    ecriture.write(prevision)
    EcritImportPlan.objects.bulk_create(ecriture.ecrits, batch_size=500)
    update_calculs(ecriture.fiches)
    current.lecture = {}
    bilan = {"creees": len(prevision.creees), "changees": len(prevision.changees), "noeuds": ecriture.noeuds_crees}
    record_import(current, by=by, bilan=bilan)
    return prevision


@transaction.atomic
def restore_import(*, by: Compte, fichier: ImportPlan) -> ImportPlan:
    """Undo, an archive as well: what it created goes, unless someone touched it since; what it changed gets back what
    it had, except what someone has changed since. `restes` says what stays, and why. Raise PlanRefuse when it is undone
    already."""
    current = _lock(fichier, StatutImport.FAIT)
    ecrits = list(EcritImportPlan.objects.filter(fichier=current))
    propres = ARCHIVE if "niveaux" in current.lecture else IMPORT
    restes: list[str] = []
    changees: list[UUID] = []
    for ecrit in ecrits:
        if not ecrit.is_creation:
            restes += restore_fiche(ecrit, by)
            changees.append(ecrit.objet_uuid)
    # What points first: an element of the plan that keeps an action stays.
    for cle in ("fiche_action", "noeud_plan", "niveau_plan", "personne", "organisation"):
        crees = [ecrit for ecrit in ecrits if ecrit.is_creation and ecrit.objet_type == cle]
        restes += delete_crees(cle, crees, current.fait_le or timezone.now(), propres)
    update_calculs(changees)
    if "niveaux" in current.lecture:
        restore_niveaux(current.ctg, current.lecture["niveaux"])
    record_annulation(current, by=by, restes=restes)
    return current


@transaction.atomic
def record_export(*, by: Compte, ctg: Ctg, format: str) -> None:
    """The names of the pilotes leave: the journal says who took them."""
    record(by, Geste.EXPORTER, ctg, ctg.espace, plan=format)


@transaction.atomic
def record_motif(*, by: Compte, ctg: Ctg, motif: str) -> None:
    """A document took what is incomplete or internal: the journal keeps why."""
    record(by, Geste.EXPORTER, ctg, ctg.espace, motif=motif)


def _lock(fichier: ImportPlan, statut: StatutImport) -> ImportPlan:
    """The row as it is now. Raise PlanRefuse when someone went further meanwhile."""
    refuse_espace_expire(fichier.espace)
    locked = ImportPlan.objects.select_for_update().filter(pk=fichier.pk, statut=statut).first()
    if locked is None:
        raise PlanRefuse(DEJA_FAIT)
    locked.espace, locked.ctg = fichier.espace, fichier.ctg
    return locked
