"""Record the other plans and schemes of a territory. Every action writes the journal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from convive.acteurs.models import Organisation
from convive.comptes.models import Compte
from convive.convention.models import Ctg, LienPlan, OrientationPlan, PlanExterne, TypePlan
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.rules.plans import OrientationsIllisibles, list_contradictions, parse_orientations
from convive.espaces.actions.ecriture import Ecriture, Saisie, lock_fiche, save_ecriture
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.espaces.permissions import refuse_espace_expire
from convive.espaces.rules import fold_nom
from convive.journal.models import Geste


@dataclass(frozen=True, slots=True)
class SaisiePlan:
    """What a form holds. `ctgs` are all those with which the plan is articulated."""

    type: str
    nom: str
    type_libre: str = ""
    pilote: Organisation | None = None
    date_debut: date | None = None
    date_fin: date | None = None
    lien: str = ""
    articulation: str = ""
    orientations: str = ""
    ctgs: tuple[Ctg, ...] = ()

    def get_valeurs(self) -> dict[str, Any]:
        valeurs = {champ: getattr(self, champ) for champ in self.__slots__ if champ != "ctgs"}
        if self.type != TypePlan.AUTRE:
            valeurs["type_libre"] = ""
        return valeurs


@transaction.atomic
def create_plan(*, by: Compte, espace: Espace, saisie: SaisiePlan) -> PlanExterne:
    """Raise ConventionRefusee for dates that contradict one another, orientations that cannot be read, a namesake."""
    refuse_espace_expire(Espace.objects.select_for_update().get(pk=espace.pk))
    _refuse(espace, saisie)
    plan = PlanExterne.objects.create(espace=espace, **saisie.get_valeurs())
    _write_orientations(plan)
    _write_liens(plan, saisie.ctgs)
    record(by, Geste.CREER, plan, espace, type=plan.libelle_type)
    return plan


@transaction.atomic
def update_plan(*, by: Compte, plan: PlanExterne, saisie: SaisiePlan, version: int) -> None:
    """Change a plan; the same again changes nothing. Raise ConventionRefusee, or FicheChangee when someone else saved
    it meanwhile."""
    current = _lock(plan)
    ecriture = Ecriture(current, Saisie(saisie.get_valeurs(), version))
    linked = set(LienPlan.objects.filter(plan=current).values_list("ctg_id", flat=True))
    if linked != {ctg.pk for ctg in saisie.ctgs}:
        ecriture.add("ctgs")
    if ecriture.is_changee:
        _refuse(current.espace, saisie, current)
        save_ecriture(ecriture, by=by)
        _write_orientations(current)
        _write_liens(current, saisie.ctgs)


@transaction.atomic
def close_plan(*, by: Compte, plan: PlanExterne) -> None:
    """Archive: the plan is no longer drawn nor announced; what it was linked to stays."""
    current = _lock(plan)
    if current.archive_le is None:
        current.archive_le = timezone.now()
        current.save()
        record(by, Geste.CLORE, current, current.espace)


@transaction.atomic
def reopen_plan(*, by: Compte, plan: PlanExterne) -> None:
    current = _lock(plan)
    if current.archive_le is not None:
        current.archive_le = None
        current.save()
        record(by, Geste.ROUVRIR, current, current.espace)


def _lock(plan: PlanExterne) -> PlanExterne:
    return lock_fiche(plan, ConventionRefusee("Ce plan vient d’être supprimé."))


def _refuse(espace: Espace, saisie: SaisiePlan, sauf: PlanExterne | None = None) -> None:
    champs = list_contradictions(saisie.date_debut, saisie.date_fin)
    try:
        parse_orientations(saisie.orientations)
    except OrientationsIllisibles as error:
        champs["orientations"] = str(error)
    if saisie.type == TypePlan.AUTRE and not saisie.type_libre:
        champs["type_libre"] = "Précisez en deux mots : « charte des solidarités », « contrat territorial »."
    for other in PlanExterne.objects.filter(espace=espace, type=saisie.type, date_debut=saisie.date_debut):
        if other != sauf and fold_nom(other.nom) == fold_nom(saisie.nom):
            champs["nom"] = f"« {other} » est déjà saisi, avec les mêmes dates."
    if champs:
        raise ConventionRefusee(champs=champs)


def _write_orientations(plan: PlanExterne) -> None:
    """The rows follow the text; one that keeps its number stays itself."""
    by_numero = {row.numero: row for row in OrientationPlan.objects.filter(plan=plan)}
    lignes = parse_orientations(plan.orientations)
    for ordre, ligne in enumerate(lignes, start=1):
        row = by_numero.pop(ligne.numero, None) or OrientationPlan(plan=plan, numero=ligne.numero)
        if (row.texte, row.ordre) != (ligne.texte, ordre):
            row.texte, row.ordre = ligne.texte, ordre
            row.save()
    OrientationPlan.objects.filter(pk__in=[row.pk for row in by_numero.values()]).delete()


def _write_liens(plan: PlanExterne, ctgs: Iterable[Ctg]) -> None:
    wanted = {ctg.pk for ctg in ctgs}
    LienPlan.objects.filter(plan=plan).exclude(ctg__in=wanted).delete()
    for pk in wanted:
        LienPlan.objects.get_or_create(plan=plan, ctg_id=pk)
