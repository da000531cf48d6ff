"""Who a compte is in the directory of an espace: the people and the organisations that its actions name."""

from typing import Any

from django.db import models

from convive.acteurs.models import Fonction, Personne
from convive.espaces.models import EspaceLieQuerySet, get_espaces_droit
from convive.plan_action.rules.plan import DROIT_LIRE

type CleDroit = tuple[str, str, str]


def get_personnes(compte: Any, *, sauf: CleDroit | None = None) -> "models.QuerySet[Personne]":
    """The cards that bear the address of this compte, in the espaces where it has a place: the invitation that gave
    the place proved the address (`comptes/selectors/adresse.py`), nothing more is asked of it here.
    Not in the espaces that `sauf` leaves out (`get_espaces`)."""
    espaces = get_espaces_droit(compte, DROIT_LIRE, sauf=sauf)
    if espaces == []:
        return Personne.objects.none()
    return Personne.objects.filter(espace__in=espaces, email__iexact=compte.email, fusionnee_dans__isnull=True)


def get_fonctions(compte: Any, *, sauf: CleDroit | None = None) -> "models.QuerySet[Fonction]":
    """What these people do today in an organisation."""
    personnes = get_personnes(compte, sauf=sauf)
    if personnes.query.is_empty():
        return Fonction.objects.none()
    return Fonction.objects.en_cours().filter(personne__in=personnes)


class PlanQuerySet[M: models.Model](EspaceLieQuerySet[M]):
    """Rows with an `espace`, for the places that read the plan: its tree concerns everyone, whatever their limits."""

    def visible_to(self, compte: Any) -> "PlanQuerySet[M]":
        if not compte.is_authenticated:
            return self.none()
        return self.filter(espace__in=get_espaces_droit(compte, DROIT_LIRE))
