"""A decision performs what it validates: an action moves, an enjeu is kept or dropped, a diagnosis is frozen.

Each is one transaction: when the lower domain refuses, nothing is written, and its reasons are given as they are.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from convive.diagnostic.actions.diagnostic import validate_diagnostic
from convive.diagnostic.actions.enjeu import SaisieDecision as SaisieEnjeu
from convive.diagnostic.actions.enjeu import record_decision
from convive.diagnostic.models import DecisionEnjeu, Diagnostic, Enjeu
from convive.diagnostic.rules.elements import DiagnosticRefuse
from convive.documents.models import Gel
from convive.documents.refus import DocumentRefuse
from convive.espaces.actions.trace import record
from convive.espaces.models import Membre
from convive.espaces.rules import EspaceRefuse
from convive.gouvernance.actions.verrou import lock_decision
from convive.gouvernance.models import Decision, EffetDecision
from convive.gouvernance.rules.effets import CHAMPS_FICHE, VALIDE, build_motif, get_libelle
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.journal.models import Geste
from convive.plan_action.actions.retour import record_retour_statut
from convive.plan_action.actions.statuts import SaisieStatut, record_changement_statut
from convive.plan_action.models import ChangementStatut, FicheAction
from convive.plan_action.rules.plan import PlanRefuse
from convive.socle.objets import objets

MAX_INSTANCE = 150
PAS_SUR = "Cette décision n’y est pas reliée\u00a0: ajoutez-le d’abord aux éléments concernés."
DEJA = "Cette décision a déjà changé quelque chose ici\u00a0: annulez d’abord ce changement."


def build_instance(decision: Decision) -> str:
    """Who decided, in words: the name of the body."""
    return str(decision.instance or "Décision prise hors instance")[:MAX_INSTANCE]


@transaction.atomic
def record_effet_fiche(*, by: Membre, decision: Decision, fiche: FicheAction, saisie: SaisieStatut) -> EffetDecision:
    """Move an action; the body and its day are those of the decision. Raise GouvernanceRefusee with what is missing."""
    current = _lock(decision, fiche)
    # As it is now, and not as the page showed it.
    held = FicheAction.objects.filter(pk=fiche.pk).values(*CHAMPS_FICHE).get()
    avant = {champ: _write(valeur) for champ, valeur in held.items()}
    complete = SaisieStatut(
        **{champ: getattr(saisie, champ) for champ in SaisieStatut.__slots__ if champ not in PORTES},
        motif=build_motif(current.code, current.libelle, saisie.motif),
        instance=build_instance(current),
        date_instance=current.date,
    )
    try:
        changement = record_changement_statut(by=by.compte, fiche=fiche, saisie=complete)
    except PlanRefuse as refus:
        raise GouvernanceRefusee(*_list_sans_champ(refus), champs=refus.champs) from refus
    if changement is None:
        raise GouvernanceRefusee("L’action est déjà dans cet état\u00a0: il n’y a rien à changer.")
    effet = _create(by, current, fiche, saisie.vers, avant, changement=changement)
    current.changement_statut = changement
    current.save(update_fields=["changement_statut", "updated_at"])
    return effet


PORTES = frozenset({"motif", "instance", "date_instance"})


def _list_sans_champ(refus: PlanRefuse) -> list[str]:
    return [message for message in refus.messages if message not in refus.champs.values()]


@transaction.atomic
def record_effet_enjeu(*, by: Membre, decision: Decision, enjeu: Enjeu, vers: str, motif: str = "") -> EffetDecision:
    """Keep an enjeu, postpone it, drop it."""
    current = _lock(decision, enjeu)
    if vers not in DecisionEnjeu or vers == DecisionEnjeu.A_DECIDER:
        raise GouvernanceRefusee(champs={"vers": "Choisissez ce que devient cet enjeu."})
    avant = {
        "decision": enjeu.decision,
        "motif": enjeu.motif,
        "instance_libelle": enjeu.instance_libelle,
        "jour": _write(enjeu.date_decision),
    }
    saisie = SaisieEnjeu(vers, motif, build_instance(current), current.date)
    try:
        record_decision(by=by.compte, enjeu=enjeu, saisie=saisie)
    except DiagnosticRefuse as refus:
        raise GouvernanceRefusee(champs=refus.champs) from refus
    return _create(by, current, enjeu, vers, avant)


@transaction.atomic
def record_effet_diagnostic(*, by: Membre, decision: Decision, diagnostic: Diagnostic) -> EffetDecision:
    """Validate the diagnosis that is written: it is frozen, and never changes again."""
    current = _lock(decision, diagnostic)
    try:
        gel = validate_diagnostic(by=by, diagnostic=diagnostic, jour=current.date, validation=build_instance(current))
    except (EspaceRefuse, DocumentRefuse) as refus:
        raise GouvernanceRefusee(str(refus)) from refus
    return _create(by, current, diagnostic, VALIDE, {}, gel=gel)


@transaction.atomic
def reopen_effet(*, by: Membre, effet: EffetDecision, motif: str) -> None:
    """Take back what a decision did: put back what was there.

    Raise GouvernanceRefusee when something else moved since, or for what stays frozen.
    """
    current = lock_decision(effet.decision)
    held = EffetDecision.objects.select_for_update().filter(pk=effet.pk, defait_le__isnull=True).first()
    if held is None:
        return
    if not motif:
        raise GouvernanceRefusee(champs={"motif": "Indiquez pourquoi\u00a0: ce sera relu avec la décision."})
    objet = objets.get(held.objet_type).model._base_manager.filter(pk=held.objet_uuid).first()
    if objet is None:
        raise GouvernanceRefusee("Ce qu’elle a changé n’existe plus.")
    _put_back(by, held, objet, motif)
    held.defait_le = timezone.now()
    held.save(update_fields=["defait_le", "updated_at"])
    if current.changement_statut_id is not None and current.changement_statut_id == held.changement_statut_id:
        current.changement_statut = None
        current.save(update_fields=["changement_statut", "updated_at"])
    record(
        by.compte, Geste.ROUVRIR, current, current.espace, defait=get_libelle(held.objet_type, held.vers), motif=motif
    )


def _put_back(by: Membre, effet: EffetDecision, objet: Any, motif: str) -> None:
    if isinstance(objet, FicheAction):
        if effet.changement_statut is None:
            raise GouvernanceRefusee("Le changement de statut qu’elle avait fait n’existe plus.")
        try:
            record_retour_statut(by=by.compte, changement=effet.changement_statut, avant=effet.avant, motif=motif)
        except PlanRefuse as refus:
            raise GouvernanceRefusee(*refus.messages) from refus
    elif isinstance(objet, Enjeu):
        if objet.decision != effet.vers:
            raise GouvernanceRefusee("L’enjeu a changé depuis\u00a0: décidez-en de nouveau depuis sa page.")
        avant = effet.avant
        jour = avant["jour"]
        saisie = SaisieEnjeu(
            avant["decision"],
            avant["motif"],
            avant["instance_libelle"],
            None if jour is None else date.fromisoformat(jour),
        )
        record_decision(by=by.compte, enjeu=objet, saisie=saisie)
    else:
        raise GouvernanceRefusee(
            "Un diagnostic validé ne se modifie plus. Ouvrez la version suivante pour le corriger."
        )


def _lock(decision: Decision, objet: Any) -> Decision:
    current = lock_decision(decision)
    reference = objets.get_reference(objet)
    if not current.cibles.filter(objet_type=reference.objet_type, objet_uuid=reference.objet_uuid).exists():
        raise GouvernanceRefusee(PAS_SUR)
    held = current.effets.filter(objet_uuid=reference.objet_uuid, defait_le__isnull=True)
    if held.exists():
        raise GouvernanceRefusee(DEJA)
    return current


def _create(
    by: Membre,
    decision: Decision,
    objet: Any,
    vers: str,
    avant: dict[str, Any],
    changement: ChangementStatut | None = None,
    gel: Gel | None = None,
) -> EffetDecision:
    reference = objets.get_reference(objet)
    effet = EffetDecision.objects.create(
        decision=decision,
        objet_type=reference.objet_type,
        objet_uuid=reference.objet_uuid,
        vers=vers,
        avant=avant,
        changement_statut=changement,
        gel=gel,
        par=by.compte,
    )
    record(by.compte, Geste.VALIDER, decision, decision.espace, effet=get_libelle(reference.objet_type, vers))
    return effet


def _write(valeur: Any) -> Any:
    return valeur.isoformat() if hasattr(valeur, "isoformat") else valeur
