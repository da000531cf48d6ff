"""The secret address by which the calendar of a member reads the deadlines of an espace."""

from django.db import models

from convive.espaces.models.espace import Membre
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import ModeleUuid


class FluxAgenda(ModeleUuid):
    """One address per place. The key is shown once, only the print of its secret stays; another one replaces it."""

    membre = models.OneToOneField(Membre, verbose_name="membre", on_delete=models.CASCADE, related_name="flux_agenda")
    empreinte_cle = models.CharField("empreinte de la clé", max_length=64, unique=True)

    maison = Maison(copie=Exclus("Une adresse d’agenda est un secret confié à une personne."))

    class Meta:
        verbose_name = "adresse d’agenda"
        verbose_name_plural = "adresses d’agenda"
        ordering = ["membre", "uuid"]

    def __str__(self) -> str:
        return f"Agenda de {self.membre}"
