"""What peers said to each other does not travel: they came to this body, under the name that they chose."""

from convive.espaces.copie.registre import copie
from convive.formation.models import MerciPair, Pair, QuestionPair, ReponsePair


def record_copie_pair() -> None:
    raison = "Ce que des pairs se disent est à celles et ceux qui l’ont écrit, là où ils ont choisi d’entrer."
    for modele in (Pair, QuestionPair, ReponsePair, MerciPair):
        copie.record_exclus(modele, raison)
