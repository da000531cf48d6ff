"""The shared diagnosis travels whole with its espace: it is its memory."""

from convive.diagnostic.models import (
    AvisConstat,
    Chapitre,
    Constat,
    CritereEnjeu,
    DemandeAvis,
    Diagnostic,
    ElementAfom,
    Enjeu,
    NoteEntretien,
    Parole,
    PreuveConstat,
    TourVote,
    VoteEnjeu,
)
from convive.diagnostic.models.indicateur import IndicateurEspace, MesureEspace, ReleveMillesimes, SeuilIndicateur
from convive.espaces.copie.registre import copie


def record_copie() -> None:
    copie.record_inclus(IndicateurEspace, MesureEspace, SeuilIndicateur)
    copie.record_exclus(
        ReleveMillesimes, "Il dit ce qui a été vu sur cette installation, dont les sources ne voyagent pas."
    )
    copie.record_inclus(Diagnostic, Chapitre)
    copie.record_inclus(Chapitre.versions.model, identifiants={"uuid": Chapitre})
    copie.record_inclus(NoteEntretien, Parole, Constat, PreuveConstat, ElementAfom)
    # The addresses to which links were sent do not leave the espace.
    copie.record_inclus(AvisConstat, sans=("auteur_email",))
    copie.record_exclus(DemandeAvis, "Elle ne sert qu’aux liens qui l’ouvrent, et les liens ne voyagent pas.")
    copie.record_inclus(CritereEnjeu, structure=True)
    copie.record_inclus(Enjeu)
    # A copy of an open vote cannot tell whose ballots are whose.
    copie.record_inclus(TourVote, sans=("sel",))
    copie.record_inclus(VoteEnjeu)
