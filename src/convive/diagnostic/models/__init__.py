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
from convive.diagnostic.models.diagnostic import Chapitre, Diagnostic, StatutDiagnostic
from convive.diagnostic.models.parole import CanalParole, Consentement, Parole, PublicParole

__all__ = [
    "AvisConstat",
    "CanalParole",
    "Chapitre",
    "Consentement",
    "Constat",
    "Diagnostic",
    "ElementAfom",
    "Fiabilite",
    "NatureConstat",
    "Parole",
    "Poids",
    "PreuveConstat",
    "PublicParole",
    "QuadrantAfom",
    "SensAvis",
    "StatutDiagnostic",
]
