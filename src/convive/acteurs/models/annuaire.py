"""What the rows of the directory share: an espace, and the right to read it."""

from typing import Any

from django.db import models

from convive.acteurs.rules.annuaire import DROIT_LIRE
from convive.espaces.models import EspaceLieQuerySet, get_espaces_droit


class AnnuaireQuerySet[M: models.Model](EspaceLieQuerySet[M]):
    """Rows with an `espace`, for the places that read the directory of it."""

    def visible_to(self, compte: Any) -> "AnnuaireQuerySet[M]":
        if not compte.is_authenticated:
            return self.none()
        return self.filter(espace__in=get_espaces_droit(compte, DROIT_LIRE))
