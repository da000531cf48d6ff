"""A line of a cahier: a small list that an espace keeps, whose model says all that the house needs of it."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from convive.espaces.models.espace import Espace, EspaceLieQuerySet
from convive.socle.droits import Droit
from convive.socle.maison import Maison
from convive.socle.objets import ModeleUuid


class CahierQuerySet[M: models.Model](EspaceLieQuerySet[M]):
    def visible_to(self, compte: Any) -> "EspaceLieQuerySet[M]":
        droit: Droit = self.model.LIRE  # type: ignore[attr-defined]  # those of LigneCahier have one
        return self.for_droit(compte, *droit.cle)


class LigneCahier(ModeleUuid):
    """`LIRE` and `ECRIRE` are its rights, also named in its `maison`, whose `page` is the list: a line is found there.

    `version` tells that somebody saved meanwhile.
    """

    LIRE: ClassVar[Droit]
    ECRIRE: ClassVar[Droit]
    maison: ClassVar[Maison]

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField("version", default=1)

    objects = CahierQuerySet.as_manager()

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """The list, at the page where the line is."""
        ligne: Any = self
        return f"{reverse(self.maison.page, args=[ligne.espace_id])}?ligne={self.pk}#ligne-{self.pk}"
