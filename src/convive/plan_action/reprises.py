"""What of a plan is chosen, item by item, for the next CTG."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import F, QuerySet
from django.urls import reverse

from convive.convention.models import Ctg
from convive.convention.selectors.registre_reprises import Presentation, Reprise, reprises
from convive.plan_action.actions.report import carry_fiche, carry_noeud
from convive.plan_action.models import FicheAction, NoeudPlan
from convive.plan_action.rules.statuts import Statut


def list_noeuds(ctgs: Collection[UUID]) -> QuerySet[NoeudPlan]:
    """Parents first: what is under an element follows it."""
    rows = NoeudPlan.objects.filter(ctg__in=ctgs).select_related("niveau")
    return rows.order_by("niveau__rang", "ordre", "created_at", "pk")


def present_noeud(noeud: NoeudPlan, ctg: Ctg) -> Presentation:
    url = f"{reverse('plan_action:plan_detail', args=[ctg.espace_id, noeud.ctg_id])}#noeud-{noeud.pk}"
    return Presentation(str(noeud), noeud.niveau.nom_singulier.lower(), url)


def list_fiches(ctgs: Collection[UUID]) -> QuerySet[FicheAction]:
    """In the order of their numbers, without what was abandoned, nor their texts; an action before its parts."""
    rows = FicheAction.objects.filter(ctg__in=ctgs).exclude(statut=Statut.ABANDONNEE.value)
    textes = FicheAction.CHAMPS_TEXTES[1:]
    return rows.defer(*textes).order_by(
        F("fiche_parente").asc(nulls_first=True), "noeud__ordre", "ordre", "created_at", "pk"
    )


def present_fiche(fiche: FicheAction, ctg: Ctg) -> Presentation:
    said = [fiche.get_statut_display().lower()]
    if fiche.avancement is not None:
        said.append(f"avancée à {fiche.avancement}\u00a0%")
    url = reverse("plan_action:fiche_action_detail", args=[ctg.espace_id, fiche.pk])
    return Presentation(str(fiche), ", ".join(said), url)


def record_reprises() -> None:
    reprises.record(
        Reprise(
            "noeud_plan",
            "L’arbre du plan d’actions",
            "élément du plan",
            "éléments du plan",
            "Un élément repris garde son intitulé et reçoit un nouveau numéro. L’élément qui le contient est repris "
            "avec lui.",
            list_noeuds,
            present_noeud,
            carry_noeud,
        ),
        Reprise(
            "fiche_action",
            "Les actions",
            "action",
            "actions",
            "Reprise, une action repart «\u00a0à préparer\u00a0»\u00a0: ses textes, ses pilotes, ses partenaires à "
            "confirmer et ses indicateurs sont repris ; ses dates et son budget ne le sont pas.",
            list_fiches,
            present_fiche,
            carry_fiche,
        ),
    )
