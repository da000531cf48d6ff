"""Who has a place that follows a path of its own, who reads what others share."""

from typing import Any

from django.db import models

from convive.espaces.models import Membre, get_espaces
from convive.prise_poste.rules.parcours import DROIT_SUIVRE
from convive.socle.droits import droits


def get_places_suivies(compte: Any) -> "models.QuerySet[Membre]":
    return get_places_droit(compte, DROIT_SUIVRE)


def get_espaces_personnels(compte: Any, droit: tuple[str, str, str]) -> Any:
    """For `espace__in`: where these places are."""
    declare = droits.get(*droit)
    return get_espaces(compte, declare.roles, types=declare.types, is_entiere=declare.place_entiere)


def get_places_droit(compte: Any, droit: tuple[str, str, str]) -> "models.QuerySet[Membre]":
    """The places of this compte today that have a right, in the types of espaces where it makes sense."""
    declare = droits.get(*droit)
    places = Membre.objects.en_cours().filter(compte=compte.pk, role__in=declare.roles)
    if declare.place_entiere:
        places = places.filter(communes=[], thematiques__isnull=True)
    return places.filter(espace__type__in=declare.types) if declare.types else places
