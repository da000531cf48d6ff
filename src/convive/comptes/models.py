"""The people who log in."""

import uuid
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

MAX_NOM_AFFICHE = 150


class CompteManager(BaseUserManager["Compte"]):
    def create_user(
        self,
        email: str,
        password: str | None = None,
        nom_affiche: str = "",
        *,
        email_verifie: bool = False,
        **extra: Any,
    ) -> "Compte":
        """Create a compte that may log in. Without a password, it needs a password reset or an external provider.

        `nom_affiche` defaults to the part of the address before the « @ ». `email_verifie` is for an address that is
        already verified, such as that of an invitation: setting up a second factor requires it.
        """
        email = self.normalize_email(email.strip())
        if not email:
            raise ValueError("Un compte a une adresse électronique.")
        compte = self.model(email=email, nom_affiche=" ".join(nom_affiche.split()) or email.partition("@")[0], **extra)
        compte.set_password(password)
        with transaction.atomic(using=self._db):
            compte.save(using=self._db)
            EmailAddress.objects.create(user=compte, email=email.lower(), primary=True, verified=email_verifie)
        return compte

    def create_superuser(
        self, email: str, password: str | None = None, nom_affiche: str = "", **extra: Any
    ) -> "Compte":
        """The compte of the person who installs Convive. Her address counts as verified, since the machine is hers, and
        a compte without a verified address could not change it."""
        return self.create_user(email, password, nom_affiche, email_verifie=True, **{**extra, "is_staff": True})

    def get_by_natural_key(self, username: str | None) -> "Compte":
        return self.get(email__iexact=username or "")


class Compte(AbstractBaseUser):
    """A person. What she may do depends on her roles in espaces, never on the compte itself.

    Two e-mail addresses that differ only in case belong to the same person.
    """

    uuid = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("adresse électronique", max_length=254)
    nom_affiche = models.CharField("nom affiché", max_length=MAX_NOM_AFFICHE)
    is_active = models.BooleanField("actif", default=True)
    is_staff = models.BooleanField("administre l’installation", default=False)
    date_joined = models.DateTimeField("inscription", default=timezone.now)

    objects = CompteManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["nom_affiche"]

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"
        ordering = ["nom_affiche", "email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="compte_email_unique",
                violation_error_message="Un compte existe déjà avec cette adresse.",
            ),
            models.CheckConstraint(condition=~Q(email=""), name="compte_email_rempli"),
            models.CheckConstraint(condition=~Q(nom_affiche=""), name="compte_nom_affiche_rempli"),
        ]

    def __str__(self) -> str:
        return self.nom_affiche

    def get_full_name(self) -> str:
        return self.nom_affiche

    def get_short_name(self) -> str:
        return self.nom_affiche


class MotifEffacement(models.TextChoices):
    DEMANDE = "demande", "Demande de la personne"
    INACTIVITE = "inactivite", "Compte inutilisé"
    DEPART = "depart", "Plus aucune place"


class DemandeEffacement(models.Model):
    """A request for erasure, which the person may cancel until `executer_le`. Only one can be pending at a time.

    Afterwards the row stays, on a compte without a name, as evidence that the erasure was done, and when.
    """

    compte = models.ForeignKey(Compte, verbose_name="compte", on_delete=models.CASCADE, related_name="demandes")
    motif = models.CharField("motif", max_length=20, choices=MotifEffacement, default=MotifEffacement.DEMANDE)
    created_at = models.DateTimeField("demandé le", auto_now_add=True)
    executer_le = models.DateTimeField("à faire le")
    date_annulation = models.DateTimeField("annulée le", null=True, blank=True)
    date_execution = models.DateTimeField("faite le", null=True, blank=True)

    class Meta:
        verbose_name = "demande d’effacement"
        verbose_name_plural = "demandes d’effacement"
        ordering = ["-created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["compte"],
                condition=Q(date_annulation__isnull=True, date_execution__isnull=True),
                name="demande_effacement_une_seule_en_attente",
            ),
            models.CheckConstraint(
                condition=Q(motif__in=MotifEffacement.values), name="demande_effacement_motif_connu"
            ),
            models.CheckConstraint(
                condition=Q(date_annulation__isnull=True) | Q(date_execution__isnull=True),
                name="demande_effacement_un_seul_sort",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_motif_display()}, {self.executer_le:%d/%m/%Y}"


class Avertissement(models.Model):
    """A warning that was sent to someone whose compte is unused; the delay before erasure runs from the last one."""

    compte = models.ForeignKey(Compte, verbose_name="compte", on_delete=models.CASCADE, related_name="avertissements")
    motif = models.CharField("motif", max_length=20, choices=MotifEffacement)
    date_envoi = models.DateTimeField("parti le", default=timezone.now)

    class Meta:
        verbose_name = "avertissement avant effacement"
        verbose_name_plural = "avertissements avant effacement"
        ordering = ["-date_envoi", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(motif__in=MotifEffacement.values), name="avertissement_motif_connu")
        ]

    def __str__(self) -> str:
        return f"{self.get_motif_display()}, {self.date_envoi:%d/%m/%Y}"


class CodePremierCompte(models.Model):
    """The code that the terminal shows while nobody has a compte yet: it opens the first compte, once. One at a time.

    Only its fingerprint is kept. It holds sixty bits: nobody finds it by trying, and wrong tries stop nobody.
    """

    empreinte = models.CharField("empreinte du code", max_length=64, unique=True)
    created_at = models.DateTimeField("affiché le", auto_now_add=True)
    expire_le = models.DateTimeField("expire le")

    class Meta:
        verbose_name = "code du premier compte"
        verbose_name_plural = "codes du premier compte"
        ordering = ["-created_at", "pk"]

    def __str__(self) -> str:
        return f"Code du premier compte, jusqu’au {self.expire_le:%d/%m/%Y}"
