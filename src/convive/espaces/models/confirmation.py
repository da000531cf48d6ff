"""Once a year a member says whether the place is still held: the list of members stays true."""

from django.db import models
from django.db.models import Q

from convive.espaces.models.espace import Membre
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import ModeleUuid

MAX_PRECISION = 300


class ReponsePlace(models.TextChoices):
    TOUJOURS = "toujours", "Oui, rien n’a changé"
    CHANGE = "change", "Oui, mais quelque chose a changé"
    PART = "part", "Non, c’est fini pour moi"


class ConfirmationPlace(ModeleUuid):
    """One answer. The place itself is changed by the people who pilot the espace, never by the answer."""

    membre = models.ForeignKey(Membre, verbose_name="membre", on_delete=models.CASCADE, related_name="confirmations")
    reponse = models.CharField("réponse", max_length=20, choices=ReponsePlace)
    precision = models.TextField("précision", max_length=MAX_PRECISION, blank=True)

    maison = Maison(copie=Exclus("Elle parle de la place d’une personne, qui ne voyage pas."))

    class Meta:
        verbose_name = "confirmation d’une place"
        verbose_name_plural = "confirmations de places"
        ordering = ["membre", "-created_at", "uuid"]
        constraints = [
            models.CheckConstraint(condition=Q(reponse__in=ReponsePlace.values), name="confirmation_reponse_connue")
        ]

    def __str__(self) -> str:
        return f"{self.membre} : {self.get_reponse_display()}"
