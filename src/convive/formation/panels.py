"""The panels of sessions: those of an organisme on its home, and a person's own in « Mon compte »."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.models import Espace
from convive.formation.cles.stagiaire import build_cle
from convive.formation.permissions import can_lire_formation, can_organiser
from convive.formation.selectors.cas_territoire import list_places_territoires, list_sessions_du_cas
from convive.formation.selectors.session import list_inscriptions_compte, list_sessions_proches
from convive.socle.panneaux import Panneau, panneaux

MAX_SESSIONS = 6


def get_contexte_sessions(request: HttpRequest, espace: Espace) -> Mapping[str, Any] | None:
    """The sessions of the organisme, for those who may read them; one query."""
    membre = getattr(request, "membre", None)
    if membre is None or not can_lire_formation(membre):
        return None
    return {
        "espace": espace,
        "sessions": list_sessions_proches(membre, timezone.localdate())[:MAX_SESSIONS],
        "peut_organiser": can_organiser(membre) and not membre.espace.is_expire,
    }


def get_contexte_miennes(_request: HttpRequest, compte: Compte) -> Mapping[str, Any] | None:
    """The person's own sessions, and her territories to make cases of for those to come; None if she has never
    enrolled. At most three queries."""
    lignes = [(inscription, build_cle(inscription)) for inscription in list_inscriptions_compte(compte)]
    if not lignes:
        return None
    a_venir = list_sessions_du_cas(compte, timezone.localdate())
    return {"lignes": lignes, "territoires": list_places_territoires(compte) if a_venir else []}


def record_panneaux() -> None:
    panneaux.record(
        Panneau(
            cle="formation_sessions",
            page="espaces:espace_detail",
            ordre=35,
            titre="Les sessions",
            template="formation/_panneau_sessions.html",
            get_contexte=get_contexte_sessions,
        ),
        Panneau(
            cle="formation_miennes",
            page="comptes:compte_detail",
            ordre=10,
            titre="Vos formations",
            template="formation/_panneau_miennes.html",
            get_contexte=get_contexte_miennes,
        ),
    )
