"""What the pages of a training body share: whose session, whose programme."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest

from convive.espaces.models import Membre
from convive.espaces.views.acces import get_membre_or_404
from convive.formation.models import Inscription, SessionFormation
from convive.formation.permissions import can_lire_formation
from convive.formation.selectors.session import get_inscription, get_session

ABSENTE = "Cette session n’est pas dans cet espace."


def get_session_or_404(
    request: HttpRequest,
    espace_uuid: UUID,
    session_uuid: UUID,
    is_permis: Callable[[Membre], bool] = can_lire_formation,
) -> tuple[Membre, SessionFormation]:
    """The place of the visitor and the session, with its programme. A stranger and another espace get 404, a place
    without the right 403."""
    membre = get_membre_or_404(request, espace_uuid, is_permis)
    session = get_session(membre, session_uuid)
    if session is None:
        raise Http404(ABSENTE)
    return membre, session


def get_inscription_session_or_404(session: SessionFormation, uuid: UUID) -> Inscription:
    """Someone of this session, with it and its espace."""
    inscription = get_inscription(session, uuid)
    if inscription is None:
        raise Http404("Cette personne n’est pas dans cette session.")
    return inscription
