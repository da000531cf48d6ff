"""The weekly letter: one row per person and week, written before anything is sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class EtatLettre(models.TextChoices):
    A_ENVOYER = "a_envoyer", "À envoyer"
    EN_DEPART = "en_depart", "En cours de départ"
    ENVOYEE = "envoyee", "Envoyée"
    ECHOUEE = "echouee", "Refusée ou serveur injoignable"
    VIDE = "vide", "Rien à dire"


class LettreSemaineQuerySet(models.QuerySet["LettreSemaine"]):
    def a_envoyer(self) -> "LettreSemaineQuerySet":
        """Letters that have certainly not been sent. One « en départ » may have been, so it is never sent again."""
        return self.filter(etat__in=(EtatLettre.A_ENVOYER, EtatLettre.ECHOUEE))


class LettreSemaine(models.Model):
    """The letter to one person in one week of the ISO calendar, sent or not.

    A letter becomes « en départ » just before it is handed to the mail server. If the run dies at that moment, the
    letter stays so: nobody knows whether the server accepted it, so it is never sent again, and the next letter repeats
    its contents.
    """

    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="compte", on_delete=models.CASCADE, related_name="lettres"
    )
    annee = models.PositiveSmallIntegerField("année")
    semaine = models.PositiveSmallIntegerField("semaine")
    etat = models.CharField("état", max_length=20, choices=EtatLettre, default=EtatLettre.A_ENVOYER)
    tentatives = models.PositiveSmallIntegerField("tentatives", default=0)
    erreur = models.CharField("erreur", max_length=200, blank=True)
    date_envoi = models.DateTimeField("envoyée le", null=True, blank=True)
    created_at = models.DateTimeField("créée le", auto_now_add=True)

    objects = LettreSemaineQuerySet.as_manager()

    class Meta:
        verbose_name = "lettre de la semaine"
        verbose_name_plural = "lettres de la semaine"
        ordering = ["-annee", "-semaine", "compte"]
        constraints = [
            models.UniqueConstraint(fields=["compte", "annee", "semaine"], name="lettre_une_par_semaine"),
            models.CheckConstraint(condition=Q(etat__in=EtatLettre.values), name="lettre_etat_connu"),
            models.CheckConstraint(condition=Q(semaine__range=(1, 53)), name="lettre_semaine_iso"),
            models.CheckConstraint(
                condition=Q(etat=EtatLettre.ENVOYEE, date_envoi__isnull=False)
                | (~Q(etat=EtatLettre.ENVOYEE) & Q(date_envoi__isnull=True)),
                name="lettre_envoyee_datee",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.compte}, semaine {self.semaine} de {self.annee}"
