"""Read the other plans and schemes of an espace, beside its CTG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from convive.convention.models import Ctg, OrientationPlan, PlanExterne, TypePlan
from convive.convention.rules.frise import Frise, Periode, build_frise
from convive.convention.rules.plans import describe_chevauchement, get_jour_alerte
from convive.convention.selectors.catalogue import ReperePlan, get_reperes_plans
from convive.convention.selectors.ctg import choose_ctg
from convive.espaces.models import Espace, Membre


@dataclass(frozen=True, slots=True)
class LignePlan:
    """A plan as a list shows it. `ecart` says how it stands beside the CTG that runs."""

    plan: PlanExterne
    ecart: str
    is_fin_proche: bool
    is_termine: bool


def list_plans(membre: Membre) -> list[PlanExterne]:
    """All of them, those that are archived last, with who pilots them; one query."""
    rows = PlanExterne.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
    plans = list(rows.select_related("pilote__fusionnee_dans"))
    plans.sort(key=lambda plan: (plan.archive_le is not None, plan.date_fin or date.max, plan.nom))
    return plans


def list_plans_qui_finissent(membre: Membre) -> list[PlanExterne]:
    """Those that have an end and are not archived, the first to end first, without who pilots them; one query."""
    rows = PlanExterne.objects.visible_to(membre.compte).filter(espace=membre.espace_id, archive_le__isnull=True)
    return list(rows.filter(date_fin__isnull=False).order_by("date_fin", "nom"))


def list_plans_espace(espace: Espace) -> list[PlanExterne]:
    """Those that are not archived, as every reader of the espace may read them; one query."""
    rows = PlanExterne.objects.filter(espace=espace, archive_le__isnull=True)
    return list(rows.select_related("pilote__fusionnee_dans").order_by("date_fin", "nom"))


def get_plan(membre: Membre, uuid: UUID) -> PlanExterne | None:
    rows = PlanExterne.objects.visible_to(membre.compte).filter(espace=membre.espace_id, pk=uuid)
    plan = rows.select_related("pilote__fusionnee_dans").first()
    if plan is not None:
        plan.espace = membre.espace
    return plan


def list_orientations(plan: PlanExterne) -> list[OrientationPlan]:
    return list(OrientationPlan.objects.filter(plan=plan))


def list_ctgs_liees(plan: PlanExterne) -> list[Ctg]:
    """The CTG with which it is articulated; one query."""
    return list(Ctg.objects.filter(liens_plans__plan=plan).order_by("date_debut", "pk"))


def build_lignes(plans: Iterable[PlanExterne], ctgs: Sequence[Ctg], today: date) -> list[LignePlan]:
    """No query."""
    ctg, reperes = choose_ctg(ctgs, None, today), get_reperes_plans(today)
    return [_build_ligne(plan, ctg, reperes, today) for plan in plans]


def _build_ligne(plan: PlanExterne, ctg: Ctg | None, reperes: dict[str, ReperePlan], today: date) -> LignePlan:
    ecart = ""
    if ctg is not None:
        ecart = describe_chevauchement(plan.date_debut, plan.date_fin, ctg.date_debut, ctg.date_fin, ctg.nom)
    alerte = get_jour_alerte(plan.date_fin, reperes[plan.type].mois_alerte)
    is_termine = plan.date_fin is not None and today > plan.date_fin
    return LignePlan(plan, ecart, alerte is not None and alerte <= today and not is_termine, is_termine)


def build_frise_plans(plans: Iterable[PlanExterne], ctgs: Iterable[Ctg], today: date) -> Frise | None:
    """The CTG first, then the plans that are not archived."""
    periodes = [Periode(ctg.nom, ctg.date_debut, ctg.date_fin, is_ctg=True) for ctg in ctgs]
    periodes += [Periode(plan.nom, plan.date_debut, plan.date_fin) for plan in plans if plan.archive_le is None]
    shown = [periode for periode in periodes if periode.fin is None or periode.fin.year >= today.year - 1]
    return build_frise(shown, today)


def list_reperes(today: date) -> list[tuple[str, str]]:
    """Each kind of plan, and what usage says of it."""
    reperes = get_reperes_plans(today)
    return [(kind.label, reperes[kind.value].repere) for kind in TypePlan if kind.value in reperes]
