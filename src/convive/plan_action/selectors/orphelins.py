"""What the chain from finding to action lacks, both ways."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When

from convive.diagnostic.models import Constat, DecisionEnjeu, Enjeu
from convive.espaces.models import Membre
from convive.plan_action.models import FicheAction, NoeudPlan
from convive.plan_action.rules.plan import Visibilite
from convive.plan_action.rules.statuts import OUVERTS, Statut
from convive.plan_action.selectors.arbre import build_condition_retard
from convive.plan_action.selectors.fiche import list_fiches, list_fiches_actuelles
from convive.plan_action.selectors.plan import DossierPlan, sort_noeuds
from convive.socle.formats import nombre_accorde

MAX_LISTE = 100


@dataclass(frozen=True, slots=True)
class NoeudOrphelin:
    """An element that answers no enjeu; `dessous` counts those under it, which answer none either."""

    noeud: NoeudPlan
    dessous: int


@dataclass(frozen=True, slots=True)
class Orphelins:
    """At most MAX_LISTE of each; `is_coupee` tells that there are more."""

    enjeux: tuple[Enjeu, ...]
    constats: tuple[Constat, ...]
    fiches: tuple[FicheAction, ...]
    noeuds: tuple[NoeudOrphelin, ...]
    is_coupee: bool


def list_orphelins(membre: Membre, dossier: DossierPlan) -> Orphelins:
    """Enjeux and constats that no action of this plan answers, actions that say of nothing why, elements that answer
    no enjeu; four queries."""
    ctg = dossier.ctg.pk
    par_fiche = FicheAction.enjeux.through._default_manager.filter(enjeu=OuterRef("pk"), ficheaction__ctg=ctg)
    par_noeud = NoeudPlan.enjeux.through._default_manager.filter(enjeu=OuterRef("pk"), noeudplan__ctg=ctg)
    enjeux = Enjeu.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
    enjeux = enjeux.exclude(decision=DecisionEnjeu.ECARTE).filter(~Exists(par_fiche), ~Exists(par_noeud))
    retenus = Case(When(decision=DecisionEnjeu.RETENU, then=Value(0)), default=Value(1), output_field=IntegerField())
    par_constat = FicheAction.constats.through._default_manager.filter(constat=OuterRef("pk"), ficheaction__ctg=ctg)
    constats = Constat.objects.visible_to(membre.compte).filter(~Exists(par_constat), espace=membre.espace_id)
    fiches = list_fiches(membre).filter(ctg=ctg, statut__in=[s.value for s in OUVERTS], constat_texte="")
    fiches = fiches.filter(fiche_parente=None, constats=None, enjeux=None).only("code", "titre", "statut", "espace_id")
    found: tuple[list[Any], list[Any], list[Any]] = (
        list(enjeux.order_by(retenus, "created_at", "pk")[: MAX_LISTE + 1]),
        list(constats.order_by("-updated_at", "pk")[: MAX_LISTE + 1]),
        list(fiches.order_by("ordre", "created_at", "pk")[: MAX_LISTE + 1]),
    )
    noeuds = _list_noeuds(dossier)
    coupee = any(len(rows) > MAX_LISTE for rows in (*found, noeuds))
    enjeux_montres, constats_montres, fiches_montrees = (tuple(rows[:MAX_LISTE]) for rows in found)
    return Orphelins(enjeux_montres, constats_montres, fiches_montrees, tuple(noeuds[:MAX_LISTE]), is_coupee=coupee)


def _list_noeuds(dossier: DossierPlan) -> list[NoeudOrphelin]:
    """The highest elements that answer no enjeu: neither themselves, nor one above or below, nor an action under them.

    One query. An action that the reader may not see counts as well: what is hidden is not missing.
    """
    fiches = FicheAction._base_manager.filter(noeud=OuterRef("pk"))
    directes = NoeudPlan.enjeux.through._default_manager.filter(noeudplan=OuterRef("pk"))
    par_fiche = fiches.filter(Exists(FicheAction.enjeux.through._default_manager.filter(ficheaction=OuterRef("pk"))))
    rows: Any = NoeudPlan.objects.filter(ctg=dossier.ctg).annotate(
        est_dit=Exists(directes), par_fiche=Exists(par_fiche)
    )
    ordered: list[tuple[int, Any]] = [*sort_noeuds(list(rows.order_by("ordre", "created_at", "pk")))]
    dits_dessus: set[UUID] = set()
    relies: set[UUID] = set()
    for _, noeud in ordered:
        if noeud.est_dit or noeud.parent_id in dits_dessus:
            dits_dessus.add(noeud.pk)
    tailles: dict[UUID, int] = {}
    # Children come after their parent: what is said below holds for those above.
    for _, noeud in reversed(ordered):
        if noeud.pk in dits_dessus or noeud.par_fiche or noeud.pk in relies:
            relies.add(noeud.pk)
            if noeud.parent_id:
                relies.add(noeud.parent_id)
        elif noeud.parent_id:
            tailles[noeud.parent_id] = tailles.get(noeud.parent_id, 0) + tailles.get(noeud.pk, 0) + 1
    return [
        NoeudOrphelin(noeud, tailles.get(noeud.pk, 0))
        for _, noeud in ordered
        if noeud.pk not in relies and (noeud.parent_id is None or noeud.parent_id in relies)
    ]


@dataclass(frozen=True, slots=True)
class AFaire:
    """What waits in the plan that people mean today."""

    en_retard: int
    internes: int
    a_debloquer: int

    @property
    def retards(self) -> str:
        """« 9 actions en retard », and how many of them the count of the plan leaves out."""
        dont = f", dont {nombre_accorde(self.internes, 'interne')}" if self.internes else ""
        return f"{nombre_accorde(self.en_retard, 'action')} en retard{dont}"


def count_a_faire(membre: Membre, today: date) -> AFaire:
    """Two queries, whatever the size of the plan."""
    rows = list_fiches_actuelles(membre, today)
    counts = rows.aggregate(
        en_retard=Count("pk", filter=build_condition_retard()),
        internes=Count("pk", filter=build_condition_retard() & Q(visibilite=Visibilite.INTERNE.value)),
        a_debloquer=Count("pk", filter=Q(statut=Statut.BLOQUEE.value, deblocage_avant__lt=today)),
    )
    return AFaire(**counts)
