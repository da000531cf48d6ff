"""What of the quality of a training body travels with its espace, and what does not."""

from convive.espaces.copie.registre import copie
from convive.formation.actions.exercice import delete_exercices_espace
from convive.formation.models import TerritoireExercice


def record_copie_qualite() -> None:
    copie.record_exclus(TerritoireExercice, "Un territoire d’exercice est un autre espace de cette installation.")
    copie.record_effacement(delete_exercices_espace)
