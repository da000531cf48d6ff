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
        """A compte that may log in; without password, only a reset or another provider lets it in.

        Without `nom_affiche`, the part of the address before the « @ » stands for the name. `email_verifie` is for an
        address that has proved itself, as that of an invitation: a second factor asks for it.
        """
        email = self.normalize_email(email.strip())
        if not email:
            raise ValueError("Un compte a une adresse électronique.")
        compte = self.model(email=email, nom_affiche=nom_affiche.strip() or email.partition("@")[0], **extra)
        compte.set_password(password)
        with transaction.atomic(using=self._db):
            compte.save(using=self._db)
            EmailAddress.objects.create(user=compte, email=email.lower(), primary=True, verified=email_verifie)
        return compte

    def create_superuser(
        self, email: str, password: str | None = None, nom_affiche: str = "", **extra: Any
    ) -> "Compte":
        """The compte of the person who installs Convive."""
        return self.create_user(email, password, nom_affiche, **{**extra, "is_staff": True})

    def get_by_natural_key(self, username: str | None) -> "Compte":
        return self.get(email__iexact=username or "")


class Compte(AbstractBaseUser):
    """A person. What she may do depends on her roles in espaces, never on the compte itself.

    Two addresses that differ only by their case are the same person.
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
