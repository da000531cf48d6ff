"""What a trainer notes of what a stagiaire does, objective by objective."""

from django.db import models
from django.db.models import Q

from convive.formation.models.inscription import Inscription
from convive.formation.models.session import SESSION
from convive.formation.rules import observation as regles
from convive.socle.champs import ChampListe
from convive.socle.maison import Maison
from convive.socle.objets import ModeleUuid


class ObservationObjectif(ModeleUuid):
    """`objectif` is a key of the programme. `mot` is for the trainers and for the person herself: no document prints
    it."""

    inscription = models.ForeignKey(
        Inscription, verbose_name="inscription", on_delete=models.CASCADE, related_name="observations"
    )
    objectif = models.CharField("objectif", max_length=10)
    niveau = ChampListe(
        "niveau", regles.NiveauObserve, max_length=10, blank=True, connu="observation_objectif_niveau_connu"
    )
    mot = models.CharField("un mot", max_length=regles.MAX_MOT, blank=True)

    maison = Maison(copie=SESSION)

    class Meta:
        verbose_name = "observation d’un objectif"
        verbose_name_plural = "observations des objectifs"
        ordering = ["inscription", "objectif", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["inscription", "objectif"], name="observation_objectif_une_fois"),
            models.CheckConstraint(
                condition=~Q(objectif="") & (~Q(niveau="") | ~Q(mot="")), name="observation_objectif_remplie"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inscription}, {self.objectif}"
