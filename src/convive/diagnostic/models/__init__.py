"""The rows of the diagnosis, one file per noun."""

from convive.diagnostic.models.constat import (
    AvisConstat,
    Constat,
    Fiabilite,
    NatureConstat,
    PreuveConstat,
    SensAvis,
)
from convive.diagnostic.models.parole import CanalParole, Consentement, Parole, PublicParole

__all__ = [
    "AvisConstat",
    "CanalParole",
    "Consentement",
    "Constat",
    "Fiabilite",
    "NatureConstat",
    "Parole",
    "PreuveConstat",
    "PublicParole",
    "SensAvis",
]
