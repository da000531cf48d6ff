"""Magic links: one person, one object, one gesture, without an account."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from convive.espaces.models.espace import Espace, EspaceLieQuerySet
from convive.espaces.models.offre import ACle
from convive.espaces.rules import EtatLien, get_etat_lien
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import AvecReference, ModeleUuid

MAX_NOM_DESTINATAIRE = 120
MAX_MOT = 500


class LienMagiqueQuerySet(EspaceLieQuerySet["LienMagique"]):
    def utilisables(self, now: datetime) -> "LienMagiqueQuerySet":
        """The database twin of `get_etat_lien` being ACTIF."""
        left = Q(max_usages__isnull=True) | Q(usages__lt=F("max_usages"))
        return self.filter(left, date_revocation__isnull=True, expire_le__gt=now)


class LienMagique(ACle, ModeleUuid, AvecReference):
    """A gesture on an object, offered to an address. The key leaves by e-mail, only the print of its secret stays.

    `max_usages` empty: as often as one likes until it expires. `date_demande`: its holder asks for a new one.
    """

    # Never stored: only its sender, where no e-mail leaves, is given it.
    url_a_copier = ""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="liens")
    geste = models.CharField("geste", max_length=60)
    email = models.EmailField("adresse e-mail")
    nom = models.CharField("nom", max_length=MAX_NOM_DESTINATAIRE)
    mot = models.TextField("mot d’accompagnement", max_length=MAX_MOT, blank=True)
    max_usages = models.PositiveSmallIntegerField("nombre d’usages", null=True, blank=True, default=1)
    usages = models.PositiveSmallIntegerField("usages faits", default=0)
    date_usage = models.DateTimeField("servi le", null=True, blank=True)
    date_demande = models.DateTimeField("nouveau lien demandé le", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="envoyé par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="liens_envoyes",
    )

    # What the mail server said of this address when the link was just sent; not kept.
    refus = ""

    objects = LienMagiqueQuerySet.as_manager()

    maison = Maison(
        "lien",
        "le lien",
        page="espaces:lien_list",
        args=("espace_id",),
        visible_to=lambda compte: LienMagique.objects.for_droit(compte, "espaces", "Les liens envoyés", "gérer"),
        copie=Exclus("Un lien magique est un secret envoyé à une personne."),
    )

    class Meta:
        verbose_name = "lien magique"
        verbose_name_plural = "liens magiques"
        ordering = ["espace", "-created_at", "uuid"]
        indexes = [models.Index(fields=["email"], name="lien_email")]
        constraints = [
            models.CheckConstraint(condition=~Q(objet_type="") & ~Q(geste=""), name="lien_objet_et_geste_remplis"),
            models.CheckConstraint(condition=~Q(email="") & ~Q(nom=""), name="lien_destinataire_rempli"),
            models.CheckConstraint(
                condition=Q(max_usages__isnull=True) | Q(max_usages__gt=0) & Q(usages__lte=F("max_usages")),
                name="lien_usages_bornes",
            ),
        ]

    def __str__(self) -> str:
        return f"Lien pour {self.nom}"

    def get_etat(self, now: datetime | None = None) -> EtatLien:
        return get_etat_lien(
            now=now or timezone.now(),
            expire_le=self.expire_le,
            date_revocation=self.date_revocation,
            usages=self.usages,
            max_usages=self.max_usages,
        )


class SorteTentative(models.TextChoices):
    OUVERTURE = "ouverture", "Page ouverte"
    ENVOI = "envoi", "Formulaire envoyé"
    INCONNU = "inconnu", "Lien inconnu"
    DEMANDE = "demande", "Nouveau lien demandé"


class TentativeLien(models.Model):
    """One request of the page of a link, counted so that nobody tries them all. No address is kept, only its print."""

    lien = models.ForeignKey(
        LienMagique, verbose_name="lien", on_delete=models.CASCADE, null=True, blank=True, related_name="tentatives"
    )
    sorte = models.CharField("sorte", max_length=20, choices=SorteTentative)
    empreinte_adresse = models.CharField("empreinte de l’adresse réseau", max_length=64)
    at = models.DateTimeField("date et heure", default=timezone.now)

    maison = Maison(copie=Exclus("Les essais se comptent sur l’installation où ils ont lieu."))

    class Meta:
        verbose_name = "tentative sur un lien"
        verbose_name_plural = "tentatives sur des liens"
        ordering = ["-at", "pk"]
        indexes = [
            models.Index(fields=["empreinte_adresse", "-at"], name="tentative_adresse"),
            models.Index(fields=["lien", "-at"], name="tentative_lien"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(sorte__in=SorteTentative.values), name="tentative_sorte_connue")
        ]

    def __str__(self) -> str:
        return f"{self.get_sorte_display()} le {self.at:%d/%m/%Y}"
