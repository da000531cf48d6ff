"""What a pilote is asked once a quarter: where her actions are, all of them by one link."""

from typing import Any

from django.conf import settings
from django.db import models

from convive.acteurs.models import Personne
from convive.convention.models import Ctg
from convive.espaces.models import Espace, EspaceLieQuerySet
from convive.plan_action.models.fiche import FicheAction
from convive.plan_action.rules.plan import DROIT_ECRIRE
from convive.plan_action.rules.point import CLE_DEMANDE, FAIRE_LE_POINT, format_trimestre
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import ModeleUuid


class DemandePointQuerySet(EspaceLieQuerySet["DemandePoint"]):
    def visible_to(self, compte: Any) -> "DemandePointQuerySet":
        """For the team that asks and reads the answers over."""
        return self.filter(espace__in=Espace.objects.for_droit(compte, *DROIT_ECRIRE))


class DemandePoint(ModeleUuid):
    """`debut` is the first day of the quarter. `relances` counts the reminders, the last of which left on
    `relancee_le`; none leaves once she has answered. `is_close`: nobody waits for an answer any more."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="demandes_point")
    ctg = models.ForeignKey(Ctg, verbose_name="CTG", on_delete=models.CASCADE, related_name="demandes_point")
    personne = models.ForeignKey(
        Personne, verbose_name="pilote", on_delete=models.CASCADE, related_name="demandes_point"
    )
    debut = models.DateField("premier jour du trimestre")
    fiches = models.ManyToManyField(FicheAction, verbose_name="actions", related_name="demandes_point")
    relances = models.PositiveSmallIntegerField("rappels", default=0)
    relancee_le = models.DateField("dernier rappel le", null=True, blank=True)
    is_close = models.BooleanField("close", default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="demandée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="demandes_point",
    )

    objects = DemandePointQuerySet.as_manager()

    maison = Maison(
        CLE_DEMANDE,
        "la demande de point",
        page="plan_action:point_list",
        args=("espace_id",),
        gestes=(FAIRE_LE_POINT,),
        copie=Exclus("Elle vit avec le lien qu’une personne a reçu."),
    )

    class Meta:
        verbose_name = "demande de point"
        verbose_name_plural = "demandes de point"
        ordering = ["espace", "-debut", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["ctg", "personne", "debut"], name="demande_point_unique_au_trimestre")
        ]

    def __str__(self) -> str:
        return f"Point du {format_trimestre(self.debut)} : {self.personne}"
