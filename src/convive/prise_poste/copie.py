"""What of a new post travels with an espace, and what does not.

What is a person’s own stays: it is neither the memory of the espace nor its work.
"""

from convive.espaces.copie.registre import copie
from convive.prise_poste.models import (
    AutoEvaluation,
    EtapePriseDePoste,
    LettreMission,
    LigneRaci,
    NoteCompetence,
    ObjectifMission,
    OutilRempli,
    Passation,
    PrisePoste,
    RapportActivite,
)


def record_copie() -> None:
    parcours = "Le parcours d’une personne est à elle, dans l’espace où elle prend son poste."
    copie.record_exclus(PrisePoste, parcours)
    copie.record_exclus(EtapePriseDePoste, parcours)
    evaluation = "Une auto-évaluation est à la personne qui l’a faite, et n’a de sens que pour elle."
    copie.record_exclus(AutoEvaluation, evaluation)
    copie.record_exclus(NoteCompetence, evaluation)
    # What is expected of a post, and who does what, are the memory of the espace.
    copie.record_inclus(LettreMission, sans=("compte",))
    copie.record_inclus(ObjectifMission, LigneRaci, Passation, RapportActivite)
    # A tool that a team keeps is its work. Which group it came from means nothing elsewhere.
    copie.record_inclus(OutilRempli, sans=("source",))
