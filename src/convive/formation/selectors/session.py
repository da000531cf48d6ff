"""The sessions of a training body, as a place reads them."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from convive.espaces.models import Membre
from convive.formation.models import SessionFormation
from convive.formation.rules.formation import SUIVIES

INSCRITES = Count("inscriptions", filter=Q(inscriptions__etat__in=sorted(SUIVIES)))


def list_sessions(membre: Membre) -> QuerySet[SessionFormation]:
    """The last first; `inscrites` counts those that came or are to come."""
    rows = SessionFormation.objects.filter(espace=membre.espace_id).select_related("programme")
    return rows.annotate(inscrites=INSCRITES)


def get_session(membre: Membre, uuid: UUID) -> SessionFormation | None:
    """With its programme and its `inscrites`; None when it is of another espace."""
    session = list_sessions(membre).filter(pk=uuid).first()
    if session is not None:
        session.espace = membre.espace
    return session
