"""What leaves by e-mail with a key, and what is offered so: the fields and the states that they share."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from convive.espaces.rules import EtatInvitation

EN_ATTENTE = Q(date_acceptation__isnull=True, date_refus__isnull=True, date_revocation__isnull=True)
"""Offered, without an answer; it may have expired."""


class ACle(models.Model):
    """The key leaves by e-mail, only its print stays here. It serves until it expires, or until somebody stops it."""

    empreinte_cle = models.CharField("empreinte de la clé", max_length=64, unique=True)
    expire_le = models.DateTimeField("expire le")
    date_envoi = models.DateTimeField("e-mail parti le", null=True, blank=True)
    date_revocation = models.DateTimeField("arrêté le", null=True, blank=True)

    class Meta:
        abstract = True


class Offre(ACle):
    """Something that its holder accepts or declines, once. `regle_etat` says in which state it is."""

    date_acceptation = models.DateTimeField("accepté le", null=True, blank=True)
    date_refus = models.DateTimeField("décliné le", null=True, blank=True)

    regle_etat: ClassVar[Callable[..., EtatInvitation]]

    class Meta:
        abstract = True

    def get_etat(self, now: datetime | None = None) -> EtatInvitation:
        return type(self).regle_etat(
            now=now or timezone.now(),
            expire_le=self.expire_le,
            date_acceptation=self.date_acceptation,
            date_refus=self.date_refus,
            date_revocation=self.date_revocation,
        )

    @property
    def is_en_attente(self) -> bool:
        return self.get_etat() is EtatInvitation.EN_ATTENTE

    @property
    def is_expiree(self) -> bool:
        return self.get_etat() is EtatInvitation.EXPIREE
