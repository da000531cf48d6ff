"""Who follows which object."""

from django.conf import settings
from django.db import models

from convive.espaces.models import Espace
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import AvecReference


class Suivi(AvecReference):
    """A person and an object that she follows, or has chosen not to follow any more.

    Changing an object makes a person follow it, unless she has already chosen.
    """

    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="compte", on_delete=models.CASCADE, related_name="suivis"
    )
    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="suivis")
    is_actif = models.BooleanField("suivi", default=True)

    maison = Maison(copie=Exclus("Chacun suit ce qu’il veut, là où il travaille."))

    class Meta:
        verbose_name = "suivi"
        verbose_name_plural = "suivis"
        constraints = [
            models.UniqueConstraint(fields=["objet_type", "objet_uuid", "compte"], name="suivi_un_par_objet"),
        ]

    def __str__(self) -> str:
        return f"{self.compte} : {self.objet_type}"
