"""The person who searches, with what she has access to."""

from typing import Any
from uuid import UUID

from convive.espaces.models import Espace, Membre
from convive.recherche.sources import Lecteur


def get_lecteur(compte: Any) -> Lecteur:
    """The person and her current membres, with their espaces and limits. Two queries, none if she is anonymous."""
    if not compte.is_authenticated:
        return Lecteur(compte, ())
    membres = Membre.objects.en_cours().filter(compte=compte, espace__in=Espace.objects.visible_to(compte))
    # If she has two membres in one espace, keep the one that the pages of the espace use.
    places: dict[UUID, Membre] = {}
    for membre in membres.select_related("espace").prefetch_related("thematiques").order_by("date_fin", "pk"):
        places.setdefault(membre.espace_id, membre)
    return Lecteur(compte, tuple(sorted(places.values(), key=lambda place: place.espace.nom)))
