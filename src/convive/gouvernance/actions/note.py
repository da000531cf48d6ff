"""Write a note that helps to decide, with its scenarios and the views of partners. The journal is written."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from convive.acteurs.models import Organisation
from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import Ecriture, Saisie, save_ecriture
from convive.espaces.actions.trace import record
from convive.espaces.actions.verrou import lock_espace
from convive.espaces.models import Espace
from convive.gouvernance.actions.verrou import lock_note
from convive.gouvernance.models import (
    ArbitrageNote,
    AvisPartenaire,
    Instance,
    MembreInstance,
    NoteDecision,
    PointOrdreDuJour,
    ScenarioDecision,
    SourceNote,
)
from convive.gouvernance.models.note import TYPE_NOTE
from convive.gouvernance.rules.instances import MAX_NOM_PERSONNE, GouvernanceRefusee
from convive.gouvernance.rules.notes import (
    MAX_AVIS,
    MAX_SCENARIOS,
    Chiffre,
    Issue,
    Position,
    dump_chiffres,
    dump_couts,
    explain_chiffres,
    explain_couts,
    is_phrase_donnee,
)
from convive.journal.models import Geste
from convive.socle.objets import Reference

ARBITREE = "Cette note est arbitrée\u00a0: elle reste telle qu’elle a été présentée."
SANS_CHANGEMENT = "Ne rien changer"


@dataclass(frozen=True, slots=True)
class SaisieNote:
    question: str
    instance: Instance | None = None
    pourquoi_maintenant: str = ""
    contexte: str = ""
    chiffres: tuple[Chiffre, ...] = ()
    attendue_le: datetime.date | None = None
    recommandation: str = ""
    avis_de: str = ""
    scenario_conseille: ScenarioDecision | None = None
    sources: tuple[Reference, ...] = ()

    def get_valeurs(self) -> dict[str, Any]:
        valeurs = {nom: getattr(self, nom) for nom in self.__slots__ if nom not in ("chiffres", "sources")}
        return valeurs | {"chiffres": dump_chiffres(self.chiffres)}


@dataclass(frozen=True, slots=True)
class SaisieScenario:
    titre: str
    is_sans_changement: bool = False
    effets: str = ""
    gagnants: str = ""
    perdants: str = ""
    risques: str = ""
    parades: str = ""
    delais: str = ""
    couts: Mapping[int, int] = field(default_factory=dict)
    cout_source: str = ""
    cout_date: datetime.date | None = None

    def get_valeurs(self) -> dict[str, Any]:
        return {nom: getattr(self, nom) for nom in self.__slots__ if nom != "couts"} | {"couts": dump_couts(self.couts)}


@dataclass(frozen=True, slots=True)
class SaisieAvis:
    nom: str
    position: str
    phrase: str
    date: datetime.date
    recueilli_par: str
    organisation: Organisation | None = None
    scenario: ScenarioDecision | None = None
    is_donne: bool = False


def lock_ouverte(note: NoteDecision) -> NoteDecision:
    """The note as it is now. Raise GouvernanceRefusee once it is settled: what was presented is not rewritten."""
    current = lock_note(note)
    if get_arbitrage(current) is not None:
        raise GouvernanceRefusee(ARBITREE)
    return current


def get_arbitrage(note: NoteDecision) -> ArbitrageNote | None:
    """The one that settled it; one query."""
    rows = ArbitrageNote.objects.filter(note=note, annule_le__isnull=True).exclude(issue=Issue.REPORTE.value)
    return rows.select_related("scenario", "decision").first()


@transaction.atomic
def create_note(*, by: Compte, espace: Espace, saisie: SaisieNote) -> NoteDecision:
    """A note always compares with what happens if one changes nothing: that scenario is there from the start."""
    espace = lock_espace(espace)
    _refuse_note(espace, saisie)
    note = NoteDecision.objects.create(espace=espace, created_by=by, **saisie.get_valeurs())
    ScenarioDecision.objects.create(note=note, titre=SANS_CHANGEMENT, is_sans_changement=True)
    _set_sources(note, saisie.sources)
    record(by, Geste.CREER, note, espace)
    return note


@transaction.atomic
def update_note(*, by: Compte, note: NoteDecision, saisie: SaisieNote, version: int) -> NoteDecision:
    """The same again changes nothing. Raise FicheChangee, GouvernanceRefusee."""
    current = lock_ouverte(note)
    ecriture = Ecriture(current, Saisie(saisie.get_valeurs(), version))
    if set(saisie.sources) != {source.reference for source in current.sources.all()}:
        ecriture.add("sources")
    if ecriture.is_changee:
        _refuse_note(current.espace, saisie, current)
        save_ecriture(ecriture, by=by)
        _set_sources(current, saisie.sources)
    return current


@transaction.atomic
def delete_note(*, by: Compte, note: NoteDecision) -> None:
    """Raise GouvernanceRefusee once a body had it in hand."""
    current = lock_note(note)
    if ArbitrageNote.objects.filter(note=current).exists():
        raise GouvernanceRefusee("Une instance s’en est saisie\u00a0: la note reste dans sa mémoire.")
    if PointOrdreDuJour.objects.filter(objet_type=TYPE_NOTE, objet_uuid=current.pk, seance__isnull=False).exists():
        raise GouvernanceRefusee("Elle est à un ordre du jour\u00a0: retirez d’abord ce point.")
    record(by, Geste.SUPPRIMER, current, current.espace)
    current.delete()


@transaction.atomic
def create_scenario(*, by: Compte, note: NoteDecision, saisie: SaisieScenario) -> ScenarioDecision:
    current = lock_ouverte(note)
    rows = ScenarioDecision.objects.filter(note=current)
    if rows.count() >= MAX_SCENARIOS:
        raise GouvernanceRefusee(f"Une note compare {MAX_SCENARIOS} scénarios au plus\u00a0: au-delà, personne ne lit.")
    _refuse_scenario(saisie, rows)
    ordre = (rows.aggregate(n=Max("ordre"))["n"] or 0) + 1
    scenario = ScenarioDecision.objects.create(note=current, ordre=ordre, **saisie.get_valeurs())
    record(by, Geste.MODIFIER, current, current.espace, scenario=str(scenario))
    return scenario


@transaction.atomic
def update_scenario(
    *, by: Compte, scenario: ScenarioDecision, saisie: SaisieScenario, version: int
) -> ScenarioDecision:
    note = lock_ouverte(scenario.note)
    current = ScenarioDecision.objects.select_for_update().filter(pk=scenario.pk, note=note).first()
    if current is None:
        raise GouvernanceRefusee("Ce scénario vient d’être supprimé par quelqu’un d’autre.")
    ecriture = Ecriture(current, Saisie(saisie.get_valeurs(), version))
    if ecriture.is_changee:
        _refuse_scenario(saisie, ScenarioDecision.objects.filter(note=note).exclude(pk=current.pk))
        save_ecriture(ecriture, by=by, sur=note, scenario=str(current))
    return current


@transaction.atomic
def delete_scenario(*, by: Compte, scenario: ScenarioDecision) -> None:
    """Gone already, nothing happens. An arbitration taken back keeps the scenario that it named."""
    note = lock_ouverte(scenario.note)
    current = ScenarioDecision.objects.filter(pk=scenario.pk, note=note).first()
    if current is None:
        return
    if ArbitrageNote.objects.filter(scenario=current).exists():
        raise GouvernanceRefusee("Un arbitrage l’avait retenu\u00a0: il reste dans l’historique.")
    titre = str(current)
    current.delete()
    record(by, Geste.MODIFIER, note, note.espace, scenario_supprime=titre)


@transaction.atomic
def create_avis(*, by: Compte, note: NoteDecision, saisie: SaisieAvis) -> AvisPartenaire:
    """Twice the same makes one."""
    current = lock_ouverte(note)
    valeurs = {nom: getattr(saisie, nom) for nom in saisie.__slots__}
    if same := AvisPartenaire.objects.filter(note=current, **valeurs).first():
        return same
    if AvisPartenaire.objects.filter(note=current).count() >= MAX_AVIS:
        raise GouvernanceRefusee(f"Une note porte {MAX_AVIS} avis au plus.")
    _refuse_scenario_ailleurs(current, saisie.scenario)
    champs = {}
    if not saisie.nom.strip():
        champs["nom"] = "Indiquez qui donne cet avis."
    if saisie.position not in Position:
        champs["position"] = "Favorable, réservé ou défavorable."
    if not is_phrase_donnee(saisie.position, saisie.phrase):
        champs["phrase"] = "Écrivez ce qui a été dit, en une phrase."
    if not saisie.recueilli_par.strip():
        champs["recueilli_par"] = "Indiquez qui l’a recueilli."
    if champs:
        raise GouvernanceRefusee(champs=champs)
    avis = AvisPartenaire.objects.create(note=current, **valeurs)
    record(by, Geste.MODIFIER, current, current.espace, avis=avis.nom)
    return avis


def _refuse_scenario_ailleurs(note: NoteDecision, scenario: ScenarioDecision | None) -> None:
    if scenario is not None and scenario.note_id != note.pk:
        raise GouvernanceRefusee(champs={"scenario": "Ce scénario n’est pas de cette note."})


@transaction.atomic
def record_mon_avis(
    *,
    by: Compte,
    note: NoteDecision,
    siege: MembreInstance,
    position: str,
    phrase: str,
    scenario: ScenarioDecision | None = None,
) -> AvisPartenaire:
    """The view that someone who sits gives herself; given again, it replaces the former one."""
    current = lock_ouverte(note)
    moi: dict[str, Any] = {"nom": str(siege), "recueilli_par": str(by)[:MAX_NOM_PERSONNE]}
    valeurs: dict[str, Any] = {"position": position, "phrase": phrase, "date": timezone.localdate()}
    valeurs |= {"scenario": scenario, "is_donne": True}
    former = AvisPartenaire.objects.filter(note=current, **moi).first()
    if former is None:
        saisie = SaisieAvis(organisation=siege.organisation, **(moi | valeurs))
        return create_avis(by=by, note=current, saisie=saisie)
    _refuse_scenario_ailleurs(current, scenario)
    if any(getattr(former, champ) != valeur for champ, valeur in valeurs.items()):
        for champ, valeur in valeurs.items():
            setattr(former, champ, valeur)
        former.save()
        record(by, Geste.MODIFIER, current, current.espace, avis=former.nom)
    return former


@transaction.atomic
def delete_avis(*, by: Compte, avis: AvisPartenaire) -> None:
    note = lock_ouverte(avis.note)
    if AvisPartenaire.objects.filter(pk=avis.pk, note=note).delete()[0]:
        record(by, Geste.MODIFIER, note, note.espace, avis_retire=avis.nom)


def _set_sources(note: NoteDecision, sources: Iterable[Reference]) -> None:
    wanted = list(dict.fromkeys(sources))
    for source in note.sources.all():
        if source.reference not in wanted:
            source.delete()
    known = {source.reference for source in SourceNote.objects.filter(note=note)}
    for reference in wanted:
        if reference not in known:
            SourceNote.objects.create(note=note, objet_type=reference.objet_type, objet_uuid=reference.objet_uuid)


def _refuse_note(espace: Espace, saisie: SaisieNote, note: NoteDecision | None = None) -> None:
    champs = {}
    if not saisie.question.strip():
        champs["question"] = "Écrivez la question posée, en une phrase."
    if (refus := explain_chiffres(saisie.chiffres)) != "":
        champs["chiffres"] = refus
    if saisie.instance is not None and saisie.instance.espace_id != espace.pk:
        champs["instance"] = "Cette instance n’est pas de l’espace."
    if saisie.scenario_conseille is not None and (note is None or saisie.scenario_conseille.note_id != note.pk):
        champs["scenario_conseille"] = "Ce scénario n’est pas de cette note."
    if saisie.recommandation and not saisie.avis_de:
        champs["avis_de"] = "Un avis technique est signé\u00a0: indiquez son auteur."
    if champs:
        raise GouvernanceRefusee(champs=champs)


def _refuse_scenario(saisie: SaisieScenario, others: Any) -> None:
    champs = explain_couts(saisie.couts, saisie.cout_source, saisie.cout_date)
    if not saisie.titre.strip():
        champs["titre"] = "Donnez-lui un nom, en quelques mots."
    if saisie.is_sans_changement and others.filter(is_sans_changement=True).exists():
        champs["is_sans_changement"] = "La note indique déjà ce qui se passe si l’on ne change rien."
    if champs:
        raise GouvernanceRefusee(champs=champs)
