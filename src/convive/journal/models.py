"""The journal: rows that are written once, then neither changed nor deleted."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NoReturn

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from convive.socle.objets import AvecReference, Reference

MAX_NOM = 200
MAX_LIBELLE = 300
AUTEUR_AUTOMATIQUE = "Convive"
"""The author's name for what the application does by itself: an import, a nightly task."""
AUTEUR_SANS_COMPTE = "Une personne sans compte"
"""The author's name for a visitor who is not logged in, as with a magic link; `au_nom_de` says who received the
link."""


class JournalImmuable(RuntimeError):
    """The journal is append-only: code that tries to rewrite it is wrong."""


class ModificationJournalInterdite(JournalImmuable):
    """A written row was about to be changed."""


class SuppressionJournalInterdite(JournalImmuable):
    """A written row was about to be deleted."""


class Geste(models.TextChoices):
    """The closed list of actions; each label fits into « Camille Roux … l’espace du Val-Fleuri »."""

    CREER = "creer", "a créé"
    MODIFIER = "modifier", "a modifié"
    SUPPRIMER = "supprimer", "a supprimé"
    EFFACER = "effacer", "a effacé"
    COMMENTER = "commenter", "a commenté"
    SOUMETTRE = "soumettre", "a soumis"
    VALIDER = "valider", "a validé"
    VOTER = "voter", "a donné sa voix sur"
    REFUSER = "refuser", "a refusé"
    SIGNER = "signer", "a signé"
    CLORE = "clore", "a clos"
    ROUVRIR = "rouvrir", "a rouvert"
    RATTACHER = "rattacher", "a rattaché"
    DETACHER = "detacher", "a détaché"
    IMPORTER = "importer", "a importé"
    EXPORTER = "exporter", "a exporté"
    NOTIFIER = "notifier", "a notifié"
    INVITER = "inviter", "a invité"
    ACCEPTER = "accepter", "a accepté"
    REVOQUER = "revoquer", "a révoqué"
    FUSIONNER = "fusionner", "a fusionné"
    RESTAURER = "restaurer", "a restauré"
    CONSULTER = "consulter", "a consulté"


class JournalQuerySet(models.QuerySet["Journal"]):
    def for_espace(self, espace_uuid: uuid.UUID) -> "JournalQuerySet":
        return self.filter(espace_uuid=espace_uuid)

    def for_objet(self, reference: Reference) -> "JournalQuerySet":
        return self.filter(objet_type=reference.objet_type, objet_uuid=reference.objet_uuid)

    def visible_to(self, compte: Any) -> "JournalQuerySet":
        """Without the visits of others: only the person herself and who administers the installation read those. What
        someone without a compte says she has read stays: whoever sent the link asked for it."""
        if compte.is_staff:
            return self
        return self.exclude(Q(geste=Geste.CONSULTER, auteur__isnull=False) & ~Q(auteur=compte.pk))

    def update(self, **_values: Any) -> NoReturn:
        raise ModificationJournalInterdite("Une ligne du journal ne se modifie pas.")

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise ModificationJournalInterdite("Une ligne du journal ne se modifie pas.")

    def bulk_create(
        self, objs: Iterable["Journal"], *args: Any, update_conflicts: bool = False, **kwargs: Any
    ) -> list["Journal"]:
        """Insert many new rows, as the import of an espace does; never overwrite existing ones."""
        if update_conflicts:
            raise ModificationJournalInterdite("Une ligne du journal ne se modifie pas.")
        return super().bulk_create(objs, *args, **kwargs)

    def delete(self) -> NoReturn:
        raise SuppressionJournalInterdite("Une ligne du journal ne se supprime pas.")

    def replace_noms(self, lignes: list["Journal"]) -> None:
        """The only permitted change (ADR 0012): replace names with those of roles. Only `actions.delete_noms` calls
        it."""
        self._without_guard().bulk_update(
            lignes, ["auteur_nom", "au_nom_de", "objet_libelle", "detail"], batch_size=500
        )

    def delete_consultations(self, before: datetime) -> int:
        """Delete consultations beyond their retention period. Only `actions.delete_consultations` calls it."""
        return self._without_guard().filter(geste=Geste.CONSULTER, at__lt=before).delete()[0]

    def _without_guard(self) -> "models.QuerySet[Journal]":
        return models.QuerySet(self.model, using=self.db)


class Journal(AvecReference):
    """One action. Names are copied, so that the row still makes sense when its author or its object is deleted.

    `au_nom_de` is the organisation or person on whose behalf the author acted. `espace_uuid` is not a foreign key: the
    journal is below `espaces`, and the record of what was done in an espace must outlive it.
    """

    uuid = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField("date et heure", default=timezone.now)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="auteur",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="gestes",
    )
    auteur_nom = models.CharField("nom de l’auteur", max_length=MAX_NOM)
    au_nom_de = models.CharField("au nom de", max_length=MAX_NOM, blank=True)
    geste = models.CharField("action", max_length=20, choices=Geste.choices)
    objet_libelle = models.CharField("objet", max_length=MAX_LIBELLE)
    espace_uuid = models.UUIDField("espace", null=True, blank=True)
    detail = models.JSONField("détail", default=dict, blank=True, encoder=DjangoJSONEncoder)

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne du journal"
        verbose_name_plural = "journal"
        ordering = ["-at", "uuid"]
        indexes = [
            models.Index(fields=["espace_uuid", "-at"], name="journal_espace"),
            models.Index(fields=["objet_type", "objet_uuid", "-at"], name="journal_objet"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(geste__in=Geste.values), name="journal_geste_connu"),
            models.CheckConstraint(condition=~Q(objet_type=""), name="journal_objet_type_rempli"),
            models.CheckConstraint(condition=~Q(auteur_nom=""), name="journal_auteur_nom_rempli"),
        ]

    @property
    def geste_libelle(self) -> str:
        """What was done, in words: who only gave a météo or an opinion did not change the page."""
        if self.geste == Geste.MODIFIER and "meteo" in self.detail:
            return "a donné sa météo sur"
        if self.geste == Geste.VALIDER and "avis" in self.detail:
            return "a donné son avis sur"
        return str(self.get_geste_display())

    def __str__(self) -> str:
        return f"{self.auteur_nom} {self.get_geste_display()} : {self.objet_libelle}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; a row already written raises ModificationJournalInterdite."""
        if not self._state.adding:
            raise ModificationJournalInterdite("Une ligne du journal ne se modifie pas.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise SuppressionJournalInterdite("Une ligne du journal ne se supprime pas.")
