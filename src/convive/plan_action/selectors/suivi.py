"""The whole follow-up of an action, beyond what its page shows."""

from dataclasses import dataclass

from convive.espaces.models import Membre
from convive.plan_action.models import FicheAction
from convive.plan_action.selectors.lecture_fiche import get_notes_visibles
from convive.plan_action.selectors.lignes_fiche import (
    ChangementLu,
    MeteoLue,
    NoteLue,
    build_changements,
    build_meteo,
    build_notes,
)

MAX_LIGNES = 300


@dataclass(frozen=True, slots=True)
class Suivi:
    """The latest first."""

    notes: tuple[NoteLue, ...]
    meteos: tuple[MeteoLue, ...]
    changements: tuple[ChangementLu, ...]


def get_suivi(membre: Membre, fiche: FicheAction) -> Suivi:
    """Three queries; MAX_LIGNES of each at most."""
    return Suivi(
        build_notes(get_notes_visibles(membre, fiche)[:MAX_LIGNES], membre.compte_id),
        tuple(build_meteo(row) for row in fiche.meteos.order_by("-date", "-created_at")[:MAX_LIGNES]),
        build_changements(fiche.changements_statut.order_by("-date", "-created_at")[:MAX_LIGNES]),
    )
