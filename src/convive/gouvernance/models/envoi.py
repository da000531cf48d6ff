"""What leaves by e-mail for a séance, and what is added to minutes that are closed."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from convive.gouvernance.models.seance import ParSeanceQuerySet, ParticipantSeance, Seance
from convive.gouvernance.rules import instances as regles
from convive.gouvernance.rules.convocations import DELAI_REPRISE, EtatEnvoi, SorteEnvoi
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS, Exclus, Maison
from convive.socle.objets import ModeleUuid


class EnvoiSeanceQuerySet(models.QuerySet["EnvoiSeance"]):
    def a_faire(self, now: datetime) -> "EnvoiSeanceQuerySet":
        """Those that never left, and those that a process took and never finished. An address that is refused waits
        for someone to mend it."""
        perdus = Q(etat=EtatEnvoi.EN_COURS.value, tente_le__lt=now - DELAI_REPRISE)
        return self.filter(Q(etat__in=[EtatEnvoi.A_ENVOYER.value, EtatEnvoi.ECHEC.value], refus="") | perdus)

    def refuses(self) -> "EnvoiSeanceQuerySet":
        return self.filter(etat=EtatEnvoi.ECHEC.value).exclude(refus="")


class EnvoiSeance(ModeleUuid):
    """One message to one person. It is written before it leaves, and leaves once: a server that is down loses nothing.

    `sequence` is the version of the invitation that it tells, `rang` counts the reminders of this version.
    """

    participant = models.ForeignKey(
        ParticipantSeance, verbose_name="destinataire", on_delete=models.CASCADE, related_name="envois"
    )
    sorte = ChampListe("sorte", SorteEnvoi, max_length=12, connu="envoi_seance_sorte_connue")
    sequence = models.PositiveSmallIntegerField("version de l’invitation", default=0)
    rang = models.PositiveSmallIntegerField("rang", default=0)
    etat = models.CharField("état", max_length=10, default=EtatEnvoi.A_ENVOYER.value)
    refus = models.CharField("refus de l’adresse par son serveur", max_length=300, blank=True)
    essais = models.PositiveSmallIntegerField("essais", default=0)
    tente_le = models.DateTimeField("essayé le", null=True, blank=True)
    parti_le = models.DateTimeField("parti le", null=True, blank=True)

    objects = EnvoiSeanceQuerySet.as_manager()

    maison = Maison(copie=Exclus("Ce qui est parti par courriel d’ici ne repart pas d’une copie."))

    class Meta:
        verbose_name = "envoi d’une séance"
        verbose_name_plural = "envois des séances"
        ordering = ["participant_id", "created_at", "uuid"]
        indexes = [models.Index(fields=["etat", "tente_le"], name="envoi_seance_etat")]
        constraints = [
            models.UniqueConstraint(fields=["participant", "sorte", "sequence", "rang"], name="envoi_seance_une_fois"),
            models.CheckConstraint(
                condition=Q(etat__in=[etat.value for etat in EtatEnvoi]), name="envoi_seance_etat_connu"
            ),
        ]

    def __str__(self) -> str:
        return self.get_sorte_display()


class ErratumSeance(ModeleUuid):
    """What is corrected once the minutes are closed: it is read under them, and they do not change."""

    seance = models.ForeignKey(Seance, verbose_name="séance", on_delete=models.CASCADE, related_name="errata")
    texte = models.TextField("erratum", max_length=regles.MAX_MOTIF)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="écrit par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="errata_seances",
    )

    objects = ParSeanceQuerySet["ErratumSeance"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "erratum d’un compte rendu"
        verbose_name_plural = "errata des comptes rendus"
        ordering = ["seance_id", "created_at", "uuid"]
        constraints = [models.CheckConstraint(condition=~Q(texte=""), name="erratum_seance_rempli")]

    def __str__(self) -> str:
        return self.texte[:80]
