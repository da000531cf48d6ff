"""What of the quality of a training body travels with its espace, and what does not."""

from convive.espaces.copie.registre import copie
from convive.formation.actions.exercice import delete_exercices_espace
from convive.formation.models import (
    ActionAmelioration,
    ActionCompetence,
    DossierIntervenant,
    NouvelleVeille,
    PartenaireHandicap,
    PreuveQualiopi,
    Reclamation,
    SousTraitance,
    TerritoireExercice,
)


def record_copie_qualite() -> None:
    copie.record_exclus(TerritoireExercice, "Un territoire d’exercice est un autre espace de cette installation.")
    copie.record_effacement(delete_exercices_espace)
    # What a body learnt, and whom it may call, travel; who complained, and of what, does not.
    copie.record_exclus(Reclamation, "Une réclamation nomme une personne, et tient à une session qui ne voyage pas.")
    copie.record_exclus(PreuveQualiopi, "Une preuve tient à une session qui ne voyage pas.")
    copie.record_inclus(ActionAmelioration, SousTraitance)
    copie.record_inclus(NouvelleVeille, DossierIntervenant, ActionCompetence, PartenaireHandicap)
