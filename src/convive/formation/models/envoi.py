"""The e-mails to the people of a session."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from convive.formation.models.inscription import Inscription
from convive.formation.models.session import SESSION
from convive.formation.rules.envois import SorteEnvoi
from convive.gouvernance.rules.convocations import DELAI_REPRISE, EtatEnvoi
from convive.socle.champs import ChampListe
from convive.socle.maison import Maison
from convive.socle.objets import ModeleUuid


class EnvoiFormationQuerySet(models.QuerySet["EnvoiFormation"]):
    def a_faire(self, now: datetime) -> "EnvoiFormationQuerySet":
        """Messages not sent yet, or claimed by a process that never finished. A message to a refused address must wait
        until someone corrects it."""
        perdus = Q(etat=EtatEnvoi.EN_COURS.value, tente_le__lt=now - DELAI_REPRISE)
        return self.filter(Q(etat__in=[EtatEnvoi.A_ENVOYER.value, EtatEnvoi.ECHEC.value], refus="") | perdus)

    def refuses(self) -> "EnvoiFormationQuerySet":
        return self.filter(etat=EtatEnvoi.ECHEC.value).exclude(refus="")


class EnvoiFormation(ModeleUuid):
    """One message to one person, saved before it is sent, only once: nothing is lost if the mail server is down.

    `annonce` is what it says about the dates and the place; `rang` numbers the messages of the same kind, from 0.
    """

    inscription = models.ForeignKey(
        Inscription, verbose_name="destinataire", on_delete=models.CASCADE, related_name="envois"
    )
    sorte = ChampListe("sorte", SorteEnvoi, max_length=12, connu="envoi_formation_sorte_connue")
    rang = models.PositiveSmallIntegerField("rang", default=0)
    annonce = models.TextField("ce qu’elle annonce", blank=True)
    etat = models.CharField("état", max_length=10, default=EtatEnvoi.A_ENVOYER.value)
    refus = models.CharField("refus de l’adresse par son serveur", max_length=300, blank=True)
    essais = models.PositiveSmallIntegerField("essais", default=0)
    tente_le = models.DateTimeField("essayé le", null=True, blank=True)
    parti_le = models.DateTimeField("parti le", null=True, blank=True)

    objects = EnvoiFormationQuerySet.as_manager()

    maison = Maison(copie=SESSION)

    class Meta:
        verbose_name = "envoi d’une formation"
        verbose_name_plural = "envois des formations"
        ordering = ["inscription_id", "created_at", "uuid"]
        indexes = [models.Index(fields=["etat", "tente_le"], name="envoi_formation_etat")]
        constraints = [
            models.UniqueConstraint(fields=["inscription", "sorte", "rang"], name="envoi_formation_une_fois"),
            models.CheckConstraint(
                condition=Q(etat__in=[etat.value for etat in EtatEnvoi]), name="envoi_formation_etat_connu"
            ),
        ]

    def __str__(self) -> str:
        return self.get_sorte_display()
