"""Where a person is in the tour of newly elected members: only to take it up again."""

from django.conf import settings
from django.db import models

from convive.espaces.models import Espace
from convive.gouvernance.rules.visite import Etape
from convive.socle.champs import ChampListe
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import ModeleUuid


class VisiteElu(ModeleUuid):
    """The screen to come back to. Nobody else reads it; nothing is counted."""

    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="compte", on_delete=models.CASCADE, related_name="visites_elu"
    )
    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="visites_elu")
    etape = ChampListe("écran", Etape, max_length=20, blank=True)

    maison = Maison(copie=Exclus("Où quelqu’un en est de sa lecture n’est pas la mémoire de l’espace."))

    class Meta:
        verbose_name = "visite d’un·e élu·e"
        verbose_name_plural = "visites des élu·es"
        ordering = ["espace_id", "compte_id"]
        constraints = [models.UniqueConstraint(fields=["compte", "espace"], name="visite_elu_une_fois")]

    def __str__(self) -> str:
        return self.get_etape_display() or "Visite finie"
