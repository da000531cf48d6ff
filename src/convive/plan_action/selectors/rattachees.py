"""The actions that concern something of another domain: the chain is walked from both ends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, IntegerField, Q, Value
from django.db.models.functions import Cast

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


@dataclass(frozen=True, slots=True)
class Rattachee:
    """An action, or an element of a plan, which has no `statut`."""

    pk: UUID
    libelle: str
    statut: str
    espace_id: UUID
    ctg_id: UUID

    def __str__(self) -> str:
        return self.libelle


def list_rattachees_enjeu(membre: Membre, pk: UUID) -> tuple[list[Rattachee], list[Rattachee]]:
    """The elements of the plans of this espace that answer an enjeu, and the actions; one query."""
    noeuds = NoeudPlan.objects.filter(espace=membre.espace_id, enjeux=pk)
    fiches = list_fiches(membre).filter(_par_enjeu(pk))
    lues = _ligne(noeuds, 0, F("libelle"), Value("")).union(_ligne(fiches, 1, F("titre"), F("statut")), all=True)
    lues = lues.order_by("ligne_rang", "ligne_ctg", "ligne_ordre", "ligne_cle")[: 2 * MAX_RATTACHEES + 1]
    held: tuple[list[Rattachee], list[Rattachee]] = ([], [])
    for rang, ctg, _, cle, code, libelle, statut in lues:
        titre = f"{code} {libelle}" if code else libelle
        held[rang].append(Rattachee(cle, titre, statut, membre.espace_id, ctg))
    return held[0][:MAX_RATTACHEES], held[1][: MAX_RATTACHEES + 1]


def _ligne(rows: Any, rang: int, libelle: Any, statut: Any) -> Any:
    return (
        rows.order_by()
        .annotate(
            ligne_rang=Value(rang, output_field=IntegerField()),
            ligne_ctg=F("ctg"),
            ligne_ordre=F("ordre"),
            ligne_cle=F("pk"),
            ligne_code=Cast("code", CharField()),
            ligne_libelle=Cast(libelle, CharField()),
            ligne_statut=Cast(statut, CharField()),
        )
        .values_list(*(f"ligne_{nom}" for nom in ("rang", "ctg", "ordre", "cle", "code", "libelle", "statut")))
    )


def list_rattachees(membre: Membre, page: str, pk: UUID) -> list[FicheAction]:
    """One more than what is shown, so that one knows whether there are others; one query."""
    rows: Any = list_fiches(membre).filter(CONDITIONS[page](pk)).order_by("ctg", "ordre", "created_at", "pk")
    return list(rows.only("pk", "code", "titre", "statut", "espace_id", "ctg_id")[: MAX_RATTACHEES + 1])
