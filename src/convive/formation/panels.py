"""The sessions of a training body, on its home."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from convive.espaces.models import Espace
from convive.formation.permissions import can_lire_formation, can_organiser
from convive.formation.selectors.session import list_sessions_proches
from convive.socle.panneaux import Panneau, panneaux

MAX_SESSIONS = 6


def get_contexte_sessions(request: HttpRequest, espace: Espace) -> Mapping[str, Any] | None:
    """One query, for who reads the sessions."""
    membre = getattr(request, "membre", None)
    if membre is None or not can_lire_formation(membre):
        return None
    return {
        "espace": espace,
        "sessions": list_sessions_proches(membre, timezone.localdate())[:MAX_SESSIONS],
        "peut_organiser": can_organiser(membre) and not membre.espace.is_expire,
    }


def record_panneaux() -> None:
    panneaux.record(
        Panneau(
            cle="formation_sessions",
            page="espaces:espace_detail",
            ordre=30,
            titre="Les sessions",
            template="formation/_panneau_sessions.html",
            get_contexte=get_contexte_sessions,
        )
    )
