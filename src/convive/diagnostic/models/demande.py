"""What partners are asked about: some constats in one list, that one link opens."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from convive.diagnostic.models.constat import Constat
from convive.diagnostic.rules.elements import CLE_DEMANDE, DONNER_AVIS_LISTE, DROIT_ECRIRE_CONSTATS
from convive.espaces.models import Espace
from convive.espaces.models.espace import EspaceLieQuerySet
from convive.socle.formats import nombre_accorde
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import ModeleUuid


class DemandeAvisQuerySet(EspaceLieQuerySet["DemandeAvis"]):
    def visible_to(self, compte: Any) -> "DemandeAvisQuerySet":
        """Those of the espaces where this person writes constats."""
        return self.filter(espace__in=Espace.objects.for_droit(compte, *DROIT_ECRIRE_CONSTATS))


class DemandeAvis(ModeleUuid):
    """A list of constats on which partners are asked for their avis. The same list serves for several of them, each by
    a link of her own."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="demandes_avis")
    constats = models.ManyToManyField(Constat, verbose_name="constats", related_name="demandes_avis")
    nombre = models.PositiveSmallIntegerField("nombre de constats")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="préparée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="demandes_avis",
    )

    objects = DemandeAvisQuerySet.as_manager()

    maison = Maison(
        CLE_DEMANDE,
        "la demande d’avis",
        gestes=(DONNER_AVIS_LISTE,),
        copie=Exclus("Elle ne sert qu’aux liens qui l’ouvrent, et les liens ne voyagent pas."),
    )

    class Meta:
        verbose_name = "demande d’avis"
        verbose_name_plural = "demandes d’avis"
        ordering = ["espace", "-created_at", "uuid"]
        constraints = [models.CheckConstraint(condition=models.Q(nombre__gt=0), name="demande_avis_remplie")]

    def __str__(self) -> str:
        return f"Avis sur {nombre_accorde(self.nombre, 'constat')}"

    def get_absolute_url(self) -> str:
        """Its place on the page of what was asked."""
        return f"{reverse('diagnostic:avis_list', args=[self.espace_id])}#listes"
