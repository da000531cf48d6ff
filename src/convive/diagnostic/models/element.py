"""What paroles, constats and enjeux share: an espace, whom they concern, a bin, and the number of each state."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from convive.espaces.models import Espace, PorteeQuerySet, Thematique, get_espaces_droit
from convive.socle.objets import ModeleUuid


class FicheQuerySet[M: models.Model](PorteeQuerySet[M]):
    """`partagees` tells the rows that every reader sees; the others are for those who write (`droit_ecrire`)."""

    droit_ecrire: ClassVar[tuple[str, str, str]]
    partagees: ClassVar[Q]

    def visible_to(self, compte: Any, *, with_supprimees: bool = False) -> "FicheQuerySet[M]":
        """What this person may read today; what was put aside is for the pages that bring it back."""
        visible: FicheQuerySet[M] = super().visible_to(compte)  # type: ignore[assignment]  # narrower than the base says
        if compte.is_authenticated and self.partagees:
            visible = visible.filter(self.partagees | Q(espace__in=get_espaces_droit(compte, self.droit_ecrire)))
        return visible if with_supprimees else visible.presentes()

    def presentes(self) -> "FicheQuerySet[M]":
        return self.filter(date_suppression__isnull=True)


class Fiche(ModeleUuid):
    """`version` grows at each change: a form says from which one it started. Without thématique or commune, a card
    concerns everyone. `date_suppression` hides it until someone brings it back."""

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="%(class)s_diagnostic"
    )
    thematiques = models.ManyToManyField(
        Thematique, verbose_name="thématiques", blank=True, related_name="%(class)s_diagnostic"
    )
    communes = models.JSONField("communes", default=list, blank=True, help_text="Codes Insee ; vide : toutes.")
    version = models.PositiveIntegerField("version", default=1)
    date_suppression = models.DateTimeField("mise à la corbeille le", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="créé par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)s_crees",
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="modifié par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)s_modifies",
    )

    class Meta:
        abstract = True
