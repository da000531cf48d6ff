"""What a place that a page has already read may see of the rows of other packages.

The same rows as `visible_to`, in simpler words for the database when the place has no limit: a test compares both.
"""

from typing import Any

from django.db.models import QuerySet

from convive.diagnostic.models import Constat, Enjeu, Parole
from convive.diagnostic.models.element import FicheQuerySet
from convive.espaces.models import Membre
from convive.espaces.models.portee import PorteeQuerySet
from convive.espaces.permissions import is_permis_membre


def filter_visibles(membre: Membre, rows: PorteeQuerySet[Any]) -> PorteeQuerySet[Any]:
    """Rows of the espace of this place: those that it reads."""
    if not is_permis_membre(membre, *rows.droit):
        return rows.none()
    if membre.limites.is_limitee:
        return rows.visible_to(membre.compte)
    if isinstance(rows, FicheQuerySet):
        rows = rows.presentes()
        if rows.partagees and not is_permis_membre(membre, *rows.droit_ecrire):
            rows = rows.filter(rows.partagees)
    return rows


def get_constats_visibles(membre: Membre) -> QuerySet[Constat]:
    return filter_visibles(membre, Constat.objects.filter(espace=membre.espace_id))


def get_enjeux_visibles(membre: Membre) -> QuerySet[Enjeu]:
    return filter_visibles(membre, Enjeu.objects.filter(espace=membre.espace_id))


def get_paroles_visibles(membre: Membre) -> QuerySet[Parole]:
    return filter_visibles(membre, Parole.objects.filter(espace=membre.espace_id))
