"""The rows of the diagnosis, one file per noun."""

from convive.diagnostic.models.afom import ElementAfom, Poids, QuadrantAfom
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
    StatutMesure,
)
from convive.diagnostic.models.parole import CanalParole, Consentement, Parole, PublicParole

__all__ = [
    "AvisConstat",
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
    "Parole",
    "Poids",
    "PreuveConstat",
    "PublicParole",
    "QuadrantAfom",
    "ReleveMillesimes",
    "SensAvis",
    "SensSeuil",
    "StatutDiagnostic",
    "StatutMesure",
    "TourVote",
    "VoteEnjeu",
]
