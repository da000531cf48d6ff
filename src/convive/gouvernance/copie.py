"""The bodies travel whole with their espace: they are its memory."""

from convive.espaces.copie.registre import copie
from convive.gouvernance.models import (
    ArbitrageNote,
    AvisPartenaire,
    CibleDecision,
    Decision,
    EffetDecision,
    EnvoiSeance,
    ErratumSeance,
    Instance,
    LigneSeance,
    MembreInstance,
    NoteDecision,
    OrdreDuJourUsuel,
    ParticipantSeance,
    PointOrdreDuJour,
    PropositionEcartee,
    ScenarioDecision,
    Seance,
    SourceNote,
    SuiviDecision,
    SuiviEngagement,
    VisiteElu,
    VoixDecision,
)
from convive.socle.maison import Ailleurs


def record_copie() -> None:
    copie.record_inclus(Instance, MembreInstance, Seance, ParticipantSeance, Decision, ErratumSeance, OrdreDuJourUsuel)
    # A point still says what was spoken of, whatever became of the thing.
    copie.record_inclus(PointOrdreDuJour, ailleurs=Ailleurs.DETACHER)
    copie.record_inclus(CibleDecision, SuiviDecision, EffetDecision, SuiviEngagement, VoixDecision)
    copie.record_inclus(NoteDecision, ScenarioDecision, AvisPartenaire, SourceNote, ArbitrageNote)
    copie.record_inclus(LigneSeance, sans=("cle_client",))
    copie.record_exclus(PropositionEcartee, "Ce qu’une séance a laissé de côté se propose de nouveau ailleurs.")
    copie.record_exclus(EnvoiSeance, "Ce qui est parti par courriel d’ici ne repart pas d’une copie.")
    copie.record_exclus(VisiteElu, "Où quelqu’un en est de sa lecture n’est pas la mémoire de l’espace.")
