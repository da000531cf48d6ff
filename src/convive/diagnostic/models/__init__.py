"""The rows of the diagnosis, one file per noun."""

from convive.diagnostic.models.afom import ElementAfom, Poids
from convive.diagnostic.models.constat import (
    AvisConstat,
    Constat,
    Fiabilite,
    NatureConstat,
    PreuveConstat,
    SensAvis,
)
from convive.diagnostic.models.demande import DemandeAvis
from convive.diagnostic.models.diagnostic import Chapitre, Diagnostic, StatutDiagnostic
from convive.diagnostic.models.enjeu import CadreVote, CritereEnjeu, DecisionEnjeu, Enjeu, TourVote, VoteEnjeu
from convive.diagnostic.models.indicateur import (
    IndicateurEspace,
    IndicateurEspaceQuerySet,
    MesureEspace,
    MesureEspaceQuerySet,
    ReleveMillesimes,
    SensSeuil,
    SeuilIndicateur,
    StatutMesure,
)
from convive.diagnostic.models.note_entretien import CadreEntretien, NoteEntretien
from convive.diagnostic.models.parole import CanalParole, Parole
from convive.diagnostic.models.public import Consentement, PublicParole

__all__ = [
    "AvisConstat",
    "CadreEntretien",
    "CadreVote",
    "CanalParole",
    "Chapitre",
    "Consentement",
    "Constat",
    "CritereEnjeu",
    "DecisionEnjeu",
    "DemandeAvis",
    "Diagnostic",
    "ElementAfom",
    "Enjeu",
    "Fiabilite",
    "IndicateurEspace",
    "IndicateurEspaceQuerySet",
    "MesureEspace",
    "MesureEspaceQuerySet",
    "NatureConstat",
    "NoteEntretien",
    "Parole",
    "Poids",
    "PreuveConstat",
    "PublicParole",
    "ReleveMillesimes",
    "SensAvis",
    "SensSeuil",
    "SeuilIndicateur",
    "StatutDiagnostic",
    "StatutMesure",
    "TourVote",
    "VoteEnjeu",
]
