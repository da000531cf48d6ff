"""What the rows of the directory share: an espace, and the right to read it."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef

from convive.acteurs.rules.annuaire import DROIT_LIRE
from convive.espaces.models import EspaceLieQuerySet, Membre
from convive.socle.droits import droits


class AnnuaireQuerySet[M: models.Model](EspaceLieQuerySet[M]):
    """Rows with an `espace`, for the places that read the directory of it."""

    def visible_to(self, compte: Any) -> "AnnuaireQuerySet[M]":
        if not compte.is_authenticated:
            return self.none()
        places = Membre.objects.en_cours().filter(
            espace=OuterRef("espace"), compte=compte.pk, role__in=droits.get_roles(*DROIT_LIRE)
        )
        return self.filter(Exists(places))
