"""What this package says of its own models when an espace is copied."""

from convive.documents.models import ModeleDocument, Travail
from convive.espaces.copie.registre import copie


def record_copie() -> None:
    copie.record_exclus(ModeleDocument, "Le modèle d’une institution se dépose à nouveau, pour être inspecté là-bas.")
    copie.record_exclus(Travail, "Une préparation appartient à la personne qui l’a demandée, et son fichier expire.")
