"""Move an action from one status to another, with what the move asks; the journal keeps who, when and why."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.journal.models import Geste
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.actions.verrou import lock_fiche
from convive.plan_action.models import ChangementStatut, FicheAction
from convive.plan_action.rules.plan import PlanRefuse
from convive.plan_action.rules.statuts import (
    FaitsTransition,
    Statut,
    explain_transition,
    get_transition,
)
from convive.plan_action.selectors.statuts import has_mesure, list_manques_fiche

GESTES = {Statut.VALIDEE: Geste.VALIDER, Statut.ABANDONNEE: Geste.CLORE, Statut.PERENNISEE: Geste.CLORE}


@dataclass(frozen=True, slots=True)
class SaisieStatut:
    """What the form of a move holds; what a move does not ask stays empty. `depuis` is the status that its page showed.

    `relais` says who pays and carries from now on.
    """

    vers: str
    depuis: str = ""
    motif: str = ""
    instance: str = ""
    date_instance: date | None = None
    date_debut: date | None = None
    date_fin: date | None = None
    deblocage_par: str = ""
    deblocage_avant: date | None = None
    relais: str = ""


@transaction.atomic
def record_changement_statut(*, by: Compte, fiche: FicheAction, saisie: SaisieStatut) -> ChangementStatut | None:
    """Record a move. None when the action is there already: sent twice, it is recorded once.

    Raise PlanRefuse when the move does not exist, or lacks something; each message names its field.
    """
    current = lock_fiche(fiche)
    if current.statut == saisie.vers:
        return None
    transition = get_transition(current.statut, saisie.vers)
    if transition is None or (saisie.depuis and saisie.depuis != current.statut):
        lu = Statut(current.statut).libelle.lower()
        raise PlanRefuse(f"L’action est maintenant «\u00a0{lu}\u00a0»\u00a0: ce changement n’est plus possible.")
    today = timezone.localdate()
    if errors := explain_transition(transition, _build_faits(current, saisie), today):
        raise PlanRefuse(champs=errors)
    de = current.statut
    _apply(current, saisie)
    current.updated_by = by
    current.version += 1
    current.save_without_historical_record()  # type: ignore[attr-defined]  # added by simple-history
    update_calculs([current.pk])
    changement = ChangementStatut.objects.create(
        fiche=current,
        de=de,
        vers=saisie.vers,
        date=today,
        motif=_build_motif(saisie),
        instance_libelle=saisie.instance,
        date_instance=saisie.date_instance,
        par=by,
    )
    geste = GESTES.get(Statut(saisie.vers), Geste.MODIFIER)
    record(by, geste, current, current.espace, de=de, vers=saisie.vers, motif=changement.motif)
    return changement


def _build_faits(fiche: FicheAction, saisie: SaisieStatut) -> FaitsTransition:
    return FaitsTransition(
        motif=saisie.motif,
        instance=saisie.instance,
        date_instance=saisie.date_instance,
        date_debut=saisie.date_debut or fiche.date_debut,
        date_fin=saisie.date_fin or (None if fiche.statut == Statut.REPORTEE else fiche.date_fin),
        deblocage_par=saisie.deblocage_par,
        deblocage_avant=saisie.deblocage_avant,
        relais=saisie.relais,
        has_mesure=has_mesure(fiche),
        manques=list_manques_fiche(fiche) if saisie.vers == Statut.VALIDEE else (),
    )


def _apply(fiche: FicheAction, saisie: SaisieStatut) -> None:
    fiche.statut = saisie.vers
    is_bloquee = saisie.vers == Statut.BLOQUEE
    fiche.blocage_motif = saisie.motif if is_bloquee else ""
    fiche.deblocage_par = saisie.deblocage_par if is_bloquee else ""
    fiche.deblocage_avant = saisie.deblocage_avant if is_bloquee else None
    if saisie.date_debut:
        fiche.date_debut = saisie.date_debut
    if saisie.date_fin:
        fiche.date_fin = saisie.date_fin


def _build_motif(saisie: SaisieStatut) -> str:
    return "\n".join(filter(None, (saisie.motif, saisie.relais)))
