"""Long texts that several people write: each saved state is kept as a version, with its author."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from convive.journal.models import AUTEUR_AUTOMATIQUE, MAX_NOM
from convive.socle.objets import ModeleUuid


class VersionTexte(models.Model):
    """What every version has beside the texts: the name of its author is copied, and stays when the person is gone."""

    auteur_nom = models.CharField("nom de l’auteur", max_length=MAX_NOM, blank=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.auteur_nom:
            auteur = getattr(self, "history_user", None)
            self.auteur_nom = str(auteur)[:MAX_NOM] if auteur else AUTEUR_AUTOMATIQUE
        super().save(*args, **kwargs)


def build_versions(*exclus: str, nom: str, noms: str) -> HistoricalRecords:
    """The versions of a TexteVersionne, to declare on the model itself: the fields `exclus` are not part of them.
    `nom` and `noms` name one version and several, in French.

    Deleting the row deletes its versions: what an espace held does not outlive it.
    """
    return HistoricalRecords(
        verbose_name=nom,
        verbose_name_plural=noms,
        bases=(VersionTexte,),
        custom_model_name=lambda modele: f"Version{modele}",
        history_id_field=models.UUIDField("identifiant", default=uuid.uuid4),
        excluded_fields=["created_at", "updated_at", "created_by", "updated_by", *exclus],
        cascade_delete_history=True,
    )


class TexteVersionne(ModeleUuid):
    """A row with long texts. `version` grows at each change: a form says from which one it started.

    `CHAMPS_TEXTES` names the fields that versions keep, that one compares, restores and merges.
    """

    CHAMPS_TEXTES: ClassVar[tuple[str, ...]]

    version = models.PositiveIntegerField("version", default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="créé par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)s_crees",
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="modifié par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)s_modifies",
    )

    class Meta:
        abstract = True

    @property
    def _history_user(self) -> Any:
        """Read by simple-history when it writes a version."""
        return self.updated_by
