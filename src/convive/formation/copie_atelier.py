"""What of the workshops travels with an espace, and what does not."""

from convive.espaces.copie.registre import copie
from convive.formation.models import Atelier, GroupeAtelier, PlaceAtelier, ReponseAtelier


def record_copie_atelier() -> None:
    atelier = "Un atelier est ce que des personnes ont écrit ensemble pendant une session, qui ne voyage pas."
    for modele in (Atelier, GroupeAtelier, PlaceAtelier, ReponseAtelier):
        copie.record_exclus(modele, atelier)
