"""Long jobs: asked by a person, done in the background, ended with a link."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from convive.documents.fichiers import build_chemin
from convive.documents.rules import MAX_NOM_FICHIER
from convive.espaces.models import Espace
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import MAX_CLE, ModeleUuid

SILENCE_MAX = timedelta(seconds=45)
"""A running job beats every few seconds; after this long without a beat, its worker is dead."""
MAX_REPRISES = 1
"""How many times a job is taken again by itself, before its person is asked."""


class EtatTravail(models.TextChoices):
    EN_ATTENTE = "en_attente", "En attente"
    EN_COURS = "en_cours", "En cours"
    FINI = "fini", "Prêt"
    ECHOUE = "echoue", "Interrompu"
    ANNULE = "annule", "Annulé"


OUVERTS = (EtatTravail.EN_ATTENTE, EtatTravail.EN_COURS)


def get_chemin_resultat(travail: "Travail", _nom_fichier: str) -> str:
    return build_chemin("travaux", espace_uuid=travail.espace_id, compte_uuid=travail.created_by_id)


class TravailQuerySet(models.QuerySet["Travail"]):
    def visible_to(self, compte: Any) -> "TravailQuerySet":
        """A job is seen by the person who asked for it, as long as she is a member of its espace."""
        if not compte.is_authenticated:
            return self.none()
        espaces = Espace.objects.visible_to(compte)
        return self.filter(Q(espace__isnull=True) | Q(espace__in=espaces), created_by=compte.pk)

    def ouverts(self) -> "TravailQuerySet":
        return self.filter(etat__in=OUVERTS)

    def perdus(self) -> "TravailQuerySet":
        """Running, and silent for too long; a beat of tomorrow was made by a clock that was wrong, and says nothing."""
        now = timezone.now()
        silence = Q(battement__lt=now - SILENCE_MAX) | Q(battement__gt=now + SILENCE_MAX)
        return self.filter(silence, etat=EtatTravail.EN_COURS)

    def perimes(self) -> "TravailQuerySet":
        """With a file that nobody came for in time."""
        return self.exclude(fichier="").filter(expire_le__lte=timezone.now())


class Travail(ModeleUuid):
    """`essai` counts the runs: a worker thought dead, that ends all the same, finds another number and writes nothing.

    `cle` is the same for the same request: two clicks make one job.
    """

    type = models.CharField("type", max_length=MAX_CLE)
    libelle = models.CharField("ce qui est préparé", max_length=200)
    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, null=True, blank=True, related_name="travaux"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="demandé par", on_delete=models.CASCADE, related_name="travaux"
    )
    arguments = models.JSONField("arguments", default=dict, blank=True)
    cle = models.CharField("clé d’unicité", max_length=64)
    etat = models.CharField("état", max_length=20, choices=EtatTravail, default=EtatTravail.EN_ATTENTE)
    progression = models.PositiveSmallIntegerField("progression en pourcent", default=0)
    etape = models.CharField("étape", max_length=200, blank=True)
    erreur = models.CharField("ce qui l’a empêché", max_length=500, blank=True)
    essai = models.PositiveSmallIntegerField("essai", default=1)
    reprises = models.PositiveSmallIntegerField("reprises sans qu’on le demande", default=0)
    battement = models.DateTimeField("dernier signe de vie", null=True, blank=True)
    date_debut = models.DateTimeField("commencé le", null=True, blank=True)
    date_fin = models.DateTimeField("fini le", null=True, blank=True)
    fichier = models.FileField("fichier", upload_to=get_chemin_resultat, max_length=200, blank=True)
    nom_fichier = models.CharField("nom du fichier", max_length=MAX_NOM_FICHIER, blank=True)
    type_mime = models.CharField("type du fichier", max_length=120, blank=True)
    taille_octets = models.PositiveBigIntegerField("taille en octets", null=True, blank=True)
    url = models.CharField("page du résultat", max_length=300, blank=True)
    expire_le = models.DateTimeField("le fichier est gardé jusqu’au", null=True, blank=True)

    objects = TravailQuerySet.as_manager()

    maison = Maison(
        "travail",
        "la préparation",
        copie=Exclus("Une préparation appartient à la personne qui l’a demandée, et son fichier expire."),
    )

    class Meta:
        verbose_name = "préparation"
        verbose_name_plural = "préparations"
        ordering = ["-created_at", "uuid"]
        indexes = [
            models.Index(fields=["created_by", "-created_at"], name="travail_demandes"),
            models.Index(fields=["etat", "battement"], name="travail_battements"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["created_by", "cle"], condition=Q(etat__in=OUVERTS), name="travail_un_seul_ouvert"
            ),
            models.CheckConstraint(condition=Q(etat__in=EtatTravail.values), name="travail_etat_connu"),
            models.CheckConstraint(condition=Q(progression__lte=100), name="travail_progression_bornee"),
            models.CheckConstraint(
                condition=Q(etat=EtatTravail.ECHOUE) & ~Q(erreur="") | ~Q(etat=EtatTravail.ECHOUE) & Q(erreur=""),
                name="travail_echec_explique",
            ),
        ]

    def __str__(self) -> str:
        return self.libelle

    def get_absolute_url(self) -> str:
        """Inside its espace, or among those of the person."""
        lieu = [self.espace_id] if self.espace_id else []
        return reverse("documents:travail_detail", args=[*lieu, self.pk])

    @property
    def is_ouvert(self) -> bool:
        return self.etat in OUVERTS

    @property
    def is_perdu(self) -> bool:
        """Its worker went silent; it is said at once, before the next worker takes the job again."""
        return (
            self.etat == EtatTravail.EN_COURS
            and self.battement is not None
            and abs(timezone.now() - self.battement) > SILENCE_MAX
        )

    @property
    def is_telechargeable(self) -> bool:
        return bool(self.fichier) and (self.expire_le is None or self.expire_le > timezone.now())

    @property
    def marque(self) -> str:
        """What changes when there is something new to say to the person who waits."""
        return f"{self.etat}-{self.essai}-{self.progression}-{self.is_perdu:d}-{self.etape}"
