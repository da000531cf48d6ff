"""Abstract models without a word of the domain."""

import uuid

from django.db import models


class ModeleUuid(models.Model):
    """A row whose identifier is the same everywhere: in a link, in a `Reference`, in the copy of an espace."""

    uuid = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    class Meta:
        abstract = True
