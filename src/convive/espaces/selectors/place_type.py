"""A place reduced to what the shape of a query depends on, for those that are prepared (`socle.requete_preparee`)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.models import Espace, Membre, Thematique
from convive.socle.requete_preparee import Motif

type Forme = tuple[date, str, str]


def get_forme(membre: Membre) -> Forme | None:
    """The day, its role, the type of its espace: two places of the same shape have the same rights.

    None for a place that is limited to some communes or thématiques: its queries are its own.
    """
    return None if membre.limites.is_limitee else (timezone.localdate(), membre.role, membre.espace.type)


def get_valeurs(membre: Membre) -> tuple[UUID, UUID, Motif]:
    """What fills the query: the espace, the compte, its address."""
    return membre.espace_id, membre.compte_id, Motif(membre.compte.email)


def build_place_type(today: date, role: str, type_espace: str, espace: UUID, compte: UUID, email: str) -> Membre:
    """A place without a row, whose permissions and queries are those of all the places of its shape."""
    place: Any = Membre(
        espace=Espace(pk=espace, type=type_espace), compte=Compte(pk=compte, email=email), role=role, date_debut=today
    )
    aucune = Thematique.objects.none()
    aucune._result_cache = []
    place._prefetched_objects_cache = {"thematiques": aucune}
    return place  # type: ignore[no-any-return]  # built just above
