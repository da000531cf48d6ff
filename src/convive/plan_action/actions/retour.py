"""Take back a move of a status that was recorded by mistake; both stay in the history of the action."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from convive.comptes.models import Compte
from convive.espaces.actions.trace import record
from convive.journal.models import Geste
from convive.plan_action.actions.calculs import update_calculs
from convive.plan_action.actions.verrou import lock_fiche
from convive.plan_action.models import ChangementStatut
from convive.plan_action.rules.plan import MAX_MOTIF, PlanRefuse

DATES = frozenset({"date_debut", "date_fin", "deblocage_avant"})


@transaction.atomic
def record_retour_statut(
    *, by: Compte, changement: ChangementStatut, avant: Mapping[str, Any], motif: str
) -> ChangementStatut:
    """Put an action back where it was before this move; `avant` are the columns that the move changed, dates as texts.

    Raise PlanRefuse when it moved again since: the mistake is no longer its last word.
    """
    fiche = lock_fiche(changement.fiche)
    last = ChangementStatut.objects.filter(fiche=fiche).order_by("-date", "-created_at").first()
    if last is None or last.pk != changement.pk or fiche.statut != changement.vers:
        raise PlanRefuse("L’action a changé de statut depuis\u00a0: changez-la depuis sa page.")
    for champ, valeur in avant.items():
        setattr(fiche, champ, date.fromisoformat(valeur) if champ in DATES and valeur else valeur)
    fiche.statut = changement.de
    fiche.updated_by = by
    fiche.version += 1
    fiche.save_without_historical_record()  # type: ignore[attr-defined]  # added by simple-history
    update_calculs([fiche.pk])
    retour = ChangementStatut.objects.create(
        fiche=fiche,
        de=changement.vers,
        vers=changement.de,
        date=timezone.localdate(),
        motif=f"Noté par erreur\u00a0: {motif}"[:MAX_MOTIF],
        par=by,
    )
    record(by, Geste.ROUVRIR, fiche, fiche.espace, de=changement.vers, vers=changement.de, motif=motif)
    return retour
