"""What the chain from finding to action lacks, both ways."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When

from convive.diagnostic.models import Constat, DecisionEnjeu, Enjeu
from convive.espaces.models import Membre
from convive.plan_action.models import FicheAction, NoeudPlan
from convive.plan_action.rules.statuts import OUVERTS, Statut
from convive.plan_action.selectors.arbre import build_condition_retard
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.plan import DossierPlan

MAX_LISTE = 100


@dataclass(frozen=True, slots=True)
class Orphelins:
    """At most MAX_LISTE of each; `is_coupee` tells that there are more."""

    enjeux: tuple[Enjeu, ...]
    constats: tuple[Constat, ...]
    fiches: tuple[FicheAction, ...]
    is_coupee: bool


def list_orphelins(membre: Membre, dossier: DossierPlan) -> Orphelins:
    """Enjeux and constats that no action of this plan answers, actions that say of nothing why; three queries."""
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
    found = (
        list(enjeux.order_by(retenus, "created_at", "pk")[: MAX_LISTE + 1]),
        list(constats.order_by("-updated_at", "pk")[: MAX_LISTE + 1]),
        list(fiches.order_by("ordre", "created_at", "pk")[: MAX_LISTE + 1]),
    )
    coupee = any(len(rows) > MAX_LISTE for rows in found)
    return Orphelins(
        tuple(found[0][:MAX_LISTE]), tuple(found[1][:MAX_LISTE]), tuple(found[2][:MAX_LISTE]), is_coupee=coupee
    )


@dataclass(frozen=True, slots=True)
class AFaire:
    """What waits in the plan that is in force."""

    en_retard: int
    a_debloquer: int


def count_a_faire(membre: Membre, today: date) -> AFaire:
    """One query, whatever the size of the plan."""
    rows = list_fiches(membre).filter(ctg__date_debut__lte=today, ctg__date_fin__gte=today)
    counts = rows.aggregate(
        en_retard=Count("pk", filter=build_condition_retard()),
        a_debloquer=Count("pk", filter=Q(statut=Statut.BLOQUEE.value, deblocage_avant__lt=today)),
    )
    return AFaire(**counts)
