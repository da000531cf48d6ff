"""What of the workshops travels with an espace, and what does not."""

from convive.espaces.copie.registre import copie
from convive.formation.models import Atelier, GroupeAtelier, OutilRempli, PlaceAtelier, ProjetApporte, ReponseAtelier


def record_copie_atelier() -> None:
    atelier = "Un atelier est ce que des personnes ont écrit ensemble pendant une session, qui ne voyage pas."
    for modele in (Atelier, GroupeAtelier, PlaceAtelier, ReponseAtelier, ProjetApporte):
        copie.record_exclus(modele, atelier)
    # A tool that a team keeps is its work. Which group it came from means nothing elsewhere.
    copie.record_inclus(OutilRempli, sans=("source",))
