"""The rows of the bodies, one file per noun."""

from convive.gouvernance.models.decision import CibleDecision, Decision
from convive.gouvernance.models.envoi import EnvoiSeance, ErratumSeance
from convive.gouvernance.models.instance import Instance, InstanceQuerySet, MembreInstance
from convive.gouvernance.models.note import (
    ArbitrageNote,
    AvisPartenaire,
    NoteDecision,
    ScenarioDecision,
    SourceNote,
)
from convive.gouvernance.models.point import PointOrdreDuJour, PropositionEcartee
from convive.gouvernance.models.seance import LigneSeance, ParticipantSeance, Seance
from convive.gouvernance.models.suivi import EffetDecision, SuiviDecision, SuiviEngagement
from convive.gouvernance.models.usuel import OrdreDuJourUsuel
from convive.gouvernance.models.visite import VisiteElu
from convive.gouvernance.models.voix import VoixDecision

__all__ = [
    "ArbitrageNote",
    "AvisPartenaire",
    "CibleDecision",
    "Decision",
    "EffetDecision",
    "EnvoiSeance",
    "ErratumSeance",
    "Instance",
    "InstanceQuerySet",
    "LigneSeance",
    "MembreInstance",
    "NoteDecision",
    "OrdreDuJourUsuel",
    "ParticipantSeance",
    "PointOrdreDuJour",
    "PropositionEcartee",
    "ScenarioDecision",
    "Seance",
    "SourceNote",
    "SuiviDecision",
    "SuiviEngagement",
    "VisiteElu",
    "VoixDecision",
]
