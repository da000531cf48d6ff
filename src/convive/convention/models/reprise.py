"""What a CTG takes from the one before it, item by item."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from convive.convention.models.ctg import Ctg
from convive.convention.rules.reprise import AVEC_MOTIF, MAX_MOTIF, REPRIS, Choix
from convive.socle.champs import ChampListe
from convive.socle.maison import Ailleurs, Inclus, Maison
from convive.socle.objets import AvecReference, ModeleUuid


class RepriseChoixQuerySet(models.QuerySet["RepriseChoix"]):
    def visible_to(self, compte: Any) -> "RepriseChoixQuerySet":
        return self.filter(ctg__in=Ctg.objects.visible_to(compte))


class RepriseChoix(AvecReference, ModeleUuid):
    """`ctg` is the one that is prepared; the reference names a thing of the one before, or of this one when it is new.

    `cible_uuid` is what the thing became, of the same type: it is written when the choice is carried out.
    """

    CHAMPS_UUID = ("objet_uuid", "cible_uuid")

    ctg = models.ForeignKey(Ctg, verbose_name="CTG", on_delete=models.CASCADE, related_name="reprises")
    choix = ChampListe("choix", Choix, max_length=20, connu="reprise_choix_connu")
    motif = models.TextField("motif", blank=True, max_length=MAX_MOTIF)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="décidé par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reprises_decidees",
    )
    le = models.DateTimeField("décidé le")
    cible_uuid = models.UUIDField("devient", null=True, blank=True)

    objects = RepriseChoixQuerySet.as_manager()

    # A choice whose object was deleted since travels: it still says what was decided.
    maison = Maison(copie=Inclus(ailleurs=Ailleurs.DETACHER))

    class Meta:
        verbose_name = "choix de reprise"
        verbose_name_plural = "choix de reprise"
        ordering = ["ctg", "objet_type", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["ctg", "objet_type", "objet_uuid"], name="reprise_choix_unique"),
            models.CheckConstraint(
                condition=~Q(choix__in=[c.value for c in AVEC_MOTIF]) | ~Q(motif=""), name="reprise_choix_motive"
            ),
            models.CheckConstraint(
                condition=Q(choix__in=[c.value for c in REPRIS]) | Q(cible_uuid__isnull=True),
                name="reprise_choix_cible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_choix_display()} : {self.objet_type}"
