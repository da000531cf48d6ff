"""Who a compte is in the directory of an espace: the people and the organisations that its actions name."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef

from convive.acteurs.models import Fonction, Personne
from convive.espaces.models import EspaceLieQuerySet, Membre
from convive.plan_action.rules.plan import DROIT_LIRE
from convive.socle.droits import droits


def get_places(compte: Any, droit: tuple[str, str, str]) -> "models.QuerySet[Membre]":
    """The places of this compte today that have a right."""
    return Membre.objects.en_cours().filter(compte=compte.pk, role__in=droits.get_roles(*droit))


def get_personnes(compte: Any) -> "models.QuerySet[Personne]":
    """The cards that bear the address of this compte, in the espaces where it has a place: the invitation that gave
    the place proved the address (`comptes/selectors/adresse.py`), nothing more is asked of it here."""
    places = get_places(compte, DROIT_LIRE).values("espace")
    return Personne.objects.filter(espace__in=places, email__iexact=compte.email, fusionnee_dans__isnull=True)


def get_fonctions(compte: Any) -> "models.QuerySet[Fonction]":
    """What these people do today in an organisation."""
    return Fonction.objects.en_cours().filter(personne__in=get_personnes(compte))


class PlanQuerySet[M: models.Model](EspaceLieQuerySet[M]):
    """Rows with an `espace`, for the places that read the plan: its tree concerns everyone, whatever their limits."""

    def visible_to(self, compte: Any) -> "PlanQuerySet[M]":
        if not compte.is_authenticated:
            return self.none()
        return self.filter(Exists(get_places(compte, DROIT_LIRE).filter(espace=OuterRef("espace"))))
