"""Who has a place that follows a path of its own, who reads what others share."""

from typing import Any

from django.db import models

from convive.espaces.models import Membre
from convive.prise_poste.rules.parcours import DROIT_LIRE_PARTAGES, DROIT_SUIVRE
from convive.socle.droits import droits


def get_places_suivies(compte: Any) -> "models.QuerySet[Membre]":
    return get_places_droit(compte, DROIT_SUIVRE)


def get_lecteurs_partages(compte: Any) -> "models.QuerySet[Membre]":
    return get_places_droit(compte, DROIT_LIRE_PARTAGES)


def get_places_droit(compte: Any, droit: tuple[str, str, str]) -> "models.QuerySet[Membre]":
    """The places of this compte today that have a right, in the types of espaces where it makes sense."""
    declare = droits.get(*droit)
    places = Membre.objects.en_cours().filter(compte=compte.pk, role__in=declare.roles)
    if declare.place_entiere:
        places = places.filter(communes=[], thematiques__isnull=True)
    return places.filter(espace__type__in=declare.types) if declare.types else places
