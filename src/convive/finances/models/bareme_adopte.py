"""A territory that uses what its Caf typed."""

from django.db import models
from django.db.models import F, Q

from convive.espaces.models import Espace, EspaceLieQuerySet
from convive.finances.models.parametre import Parametre
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import ModeleUuid


class BaremeAdopteQuerySet(EspaceLieQuerySet["BaremeAdopte"]):
    def visible_to(self, compte: object) -> "EspaceLieQuerySet[BaremeAdopte]":
        return self.for_droit(compte, *Parametre.LIRE.cle)


class BaremeAdopte(ModeleUuid):
    """The values of `caf`, the espace of a département, count in `espace` where it has none of its own."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="+")
    caf = models.ForeignKey(Espace, verbose_name="espace de la Caf", on_delete=models.CASCADE, related_name="+")

    objects = BaremeAdopteQuerySet.as_manager()

    maison = Maison(
        *("bareme_adopte", "le barème de la Caf"),
        page="finances:bareme_list",
        args=("espace_id",),
        copie=Exclus("L’accord lie deux espaces de cette installation\u00a0: il se refait, il ne se copie pas."),
    )

    class Meta:
        verbose_name = "barème de la Caf utilisé ici"
        verbose_name_plural = "barèmes de la Caf utilisés ici"
        ordering = ["espace", "created_at", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["espace"], name="bareme_adopte_un_par_espace"),
            models.CheckConstraint(condition=~Q(espace=F("caf")), name="bareme_adopte_d_un_autre"),
        ]

    def __str__(self) -> str:
        return "Barème de la Caf"
