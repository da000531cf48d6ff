"""Note how a body settled a note: one decision of the register, the note frozen as presented. Journaled."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from convive.acteurs.models import Organisation, Personne
from convive.comptes.models import Compte
from convive.documents.actions.gel import create_gel
from convive.espaces.actions.trace import record
from convive.espaces.models import Membre
from convive.gouvernance.actions.decision import SaisieDecision, create_decision, update_statut_decision
from convive.gouvernance.actions.note import get_arbitrage
from convive.gouvernance.actions.verrou import lock_note
from convive.gouvernance.models import (
    ArbitrageNote,
    CibleDecision,
    Decision,
    Instance,
    NoteDecision,
    PointOrdreDuJour,
    ScenarioDecision,
    Seance,
)
from convive.gouvernance.models.note import TYPE_NOTE
from convive.gouvernance.rules.decisions import ModeDecision, StatutDecision, TypeDecision
from convive.gouvernance.rules.instances import GouvernanceRefusee
from convive.gouvernance.rules.notes import Issue, build_libelle, explain_arbitrage, get_lettre
from convive.journal.models import Geste
from convive.socle.formats import date_longue
from convive.socle.objets import Reference

DEJA = "Cette note est déjà arbitrée\u00a0: reprenez d’abord l’arbitrage noté, s’il est faux."


@dataclass(frozen=True, slots=True)
class SaisieArbitrage:
    """`decision` is one of the register that says it already; without it, one is written with the fields below."""

    issue: str
    pourquoi: str
    date: datetime.date
    scenario: ScenarioDecision | None = None
    decide_par: str = ""
    instance: Instance | None = None
    seance: Seance | None = None
    decision: Decision | None = None
    libelle: str = ""
    mode: str = ModeDecision.CONSENSUS.value
    voix_pour: int | None = None
    voix_contre: int | None = None
    voix_abstention: int | None = None
    responsable: Personne | None = None
    organisation_responsable: Organisation | None = None
    echeance: datetime.date | None = None


@transaction.atomic
def close_note(*, by: Membre, note: NoteDecision, saisie: SaisieArbitrage) -> ArbitrageNote:
    """The same again gives the same row: a decision is never written twice. Raise GouvernanceRefusee."""
    current = lock_note(note)
    former = get_arbitrage(current) or _find_report(current, saisie)
    if former is not None:
        if (former.issue, former.scenario, former.date) != (saisie.issue, saisie.scenario, saisie.date):
            raise GouvernanceRefusee(DEJA)
        return former
    scenarios = list(ScenarioDecision.objects.filter(note=current))
    _refuse(current, saisie, scenarios)
    gel = create_gel(by=by, objet=current, motif=f"Telle que présentée le {date_longue(saisie.date)}")
    decision = saisie.decision or _create_decision(by.compte, current, saisie, scenarios)
    CibleDecision.objects.get_or_create(decision=decision, objet_type=TYPE_NOTE, objet_uuid=current.pk)
    arbitrage = ArbitrageNote.objects.create(
        note=current,
        issue=saisie.issue,
        scenario=saisie.scenario,
        pourquoi=saisie.pourquoi,
        decide_par=saisie.decide_par,
        date=saisie.date,
        decision=decision,
        gel=gel,
        note_par=by.compte,
    )
    geste = Geste.MODIFIER if saisie.issue == Issue.REPORTE else Geste.CLORE
    record(by.compte, geste, current, current.espace, arbitrage=str(arbitrage), decision=decision.code)
    return arbitrage


@transaction.atomic
def reopen_note(*, by: Compte, arbitrage: ArbitrageNote, motif: str) -> ArbitrageNote:
    """Take back an arbitration noted by mistake: it stays, with the reason, and its decision falls. Once."""
    note = lock_note(arbitrage.note)
    current = ArbitrageNote.objects.select_for_update().get(pk=arbitrage.pk)
    if current.annule_le is not None:
        return current
    if not motif.strip():
        raise GouvernanceRefusee(champs={"motif": "Indiquez pourquoi\u00a0: ce sera gardé dans l’historique."})
    decision = current.decision
    if decision is not None and decision.is_ouverte:
        update_statut_decision(by=by, decision=decision, statut=StatutDecision.CADUQUE.value, motif=motif)
    current.annule_le, current.annule_motif = timezone.now(), motif
    current.save()
    record(by, Geste.ROUVRIR, note, note.espace, arbitrage=str(current), motif=motif)
    return current


def _find_report(note: NoteDecision, saisie: SaisieArbitrage) -> ArbitrageNote | None:
    if saisie.issue != Issue.REPORTE:
        return None
    rows = ArbitrageNote.objects.filter(note=note, issue=saisie.issue, date=saisie.date, annule_le__isnull=True)
    return rows.first()


def _refuse(note: NoteDecision, saisie: SaisieArbitrage, scenarios: list[ScenarioDecision]) -> None:
    champs = explain_arbitrage(
        saisie.issue, has_scenario=saisie.scenario is not None, pourquoi=saisie.pourquoi, scenarios=len(scenarios)
    )
    if saisie.scenario is not None and saisie.scenario not in scenarios:
        champs["scenario"] = "Ce scénario n’est pas de cette note."
    if saisie.date > timezone.localdate():
        champs["date"] = f"Le {date_longue(saisie.date)} est à venir\u00a0: notez l’arbitrage quand il est rendu."
    liee = saisie.decision
    if liee is not None and liee.espace_id != note.espace_id:
        champs["decision"] = "Cette décision n’est pas de l’espace."
    elif liee is not None and ArbitrageNote.objects.filter(decision=liee).exists():
        champs["decision"] = "Cette décision est déjà celle d’une autre note."
    if liee is None and saisie.seance is None and saisie.instance is None and not saisie.decide_par:
        champs["decide_par"] = "Indiquez qui a décidé\u00a0: une instance, une séance, ou quelqu’un."
    if champs:
        raise GouvernanceRefusee(champs=champs)


def _create_decision(
    by: Compte, note: NoteDecision, saisie: SaisieArbitrage, scenarios: list[ScenarioDecision]
) -> Decision:
    retenu = None
    if saisie.scenario is not None:
        retenu = get_lettre(scenarios.index(saisie.scenario)), saisie.scenario.titre
    point = None
    if saisie.seance is not None:
        rows = PointOrdreDuJour.objects.filter(seance=saisie.seance, objet_type=TYPE_NOTE, objet_uuid=note.pk)
        point = rows.first()
    is_report = saisie.issue == Issue.REPORTE
    decision = SaisieDecision(
        libelle=saisie.libelle or build_libelle(saisie.issue, note.question, retenu),
        date=saisie.date,
        type=(TypeDecision.REPORT if is_report else TypeDecision.ARBITRAGE).value,
        mode=saisie.mode,
        voix_pour=saisie.voix_pour,
        voix_contre=saisie.voix_contre,
        voix_abstention=saisie.voix_abstention,
        responsable=saisie.responsable,
        organisation_responsable=saisie.organisation_responsable,
        echeance=saisie.echeance,
        motif=saisie.pourquoi,
        cibles=(
            Reference(TYPE_NOTE, note.pk),
            *(source.reference for source in note.sources.all() if source.objet_type == "fiche_action"),
        ),
    )
    return create_decision(
        by=by, espace=note.espace, saisie=decision, instance=saisie.instance, seance=saisie.seance, point=point
    )
