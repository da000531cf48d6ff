"""The actions that concern something of another domain: the chain is walked from both ends."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from convive.espaces.models import Membre
from convive.plan_action.models import FicheAction, NoeudPlan, PartenaireFiche
from convive.plan_action.selectors.fiche import list_fiches

MAX_RATTACHEES = 12


def _par_lien(champ: str, colonne: str) -> Callable[[UUID], Q]:
    """Those that a many to many field of an action ties to this row."""
    through = getattr(FicheAction, champ).through

    def build(pk: UUID) -> Q:
        return Q(pk__in=through._default_manager.filter(**{colonne: pk}).values("ficheaction"))

    return build


def _par_organisation(pk: UUID) -> Q:
    """Those that it carries, and those in which it takes part."""
    parts = PartenaireFiche.objects.filter(organisation=pk).values("fiche")
    return Q(organisation_porteuse=pk) | Q(pk__in=parts)


def _par_personne(pk: UUID) -> Q:
    return Q(elu_referent=pk) | _par_lien("pilotes", "personne")(pk)


def _par_plan(pk: UUID) -> Q:
    """Those that serve this plan, or one of its orientations."""
    return _par_lien("plans_externes", "planexterne")(pk) | _par_lien("orientations", "orientationplan__plan")(pk)


def _par_enjeu(pk: UUID) -> Q:
    """Those that name it, and those of the elements of the plan that answer it."""
    noeuds = NoeudPlan.enjeux.through._default_manager.filter(enjeu=pk).values("noeudplan")
    return _par_lien("enjeux", "enjeu")(pk) | Q(noeud__in=noeuds) | Q(noeud__parent__in=noeuds)


PAGE_ENJEU = "diagnostic:enjeu_detail"
CONDITIONS: Mapping[str, Callable[[UUID], Q]] = {
    "diagnostic:constat_detail": _par_lien("constats", "constat"),
    PAGE_ENJEU: _par_enjeu,
    "offre:service_detail": _par_lien("services", "serviceequipement"),
    "acteurs:organisation_detail": _par_organisation,
    "acteurs:personne_detail": _par_personne,
    "convention:plan_externe_detail": _par_plan,
}
"""The page of a thing → which actions concern it."""


def list_noeuds_enjeu(membre: Membre, pk: UUID) -> list[NoeudPlan]:
    """The elements of the plans of this espace that answer an enjeu; one query."""
    rows = NoeudPlan.objects.filter(espace=membre.espace_id, enjeux=pk).order_by("-ctg__date_debut", "ordre", "pk")
    return list(rows[:MAX_RATTACHEES])


def list_rattachees(membre: Membre, page: str, pk: UUID) -> list[FicheAction]:
    """One more than what is shown, so that one knows whether there are others; one query."""
    rows: Any = list_fiches(membre).filter(CONDITIONS[page](pk)).order_by("ctg", "ordre", "created_at", "pk")
    return list(rows.only("pk", "code", "titre", "statut", "espace_id", "ctg_id")[: MAX_RATTACHEES + 1])
