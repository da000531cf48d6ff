"""The decisions that concern something of another domain, for the panel of its page."""

from uuid import UUID

from django.db.models import Q

from convive.espaces.models import Membre
from convive.gouvernance.models import CibleDecision, Decision
from convive.gouvernance.selectors.decisions import get_decisions, with_noms

MAX_LIEES = 8
CIBLES = {
    "plan_action:fiche_action_detail": "fiche_action",
    "diagnostic:enjeu_detail": "enjeu",
    "diagnostic:constat_detail": "constat",
    "diagnostic:diagnostic_detail": "diagnostic",
}
"""The page of a thing → its key in the registry of objects."""
ORGANISATION, PERSONNE = "acteurs:organisation_detail", "acteurs:personne_detail"


def list_liees(membre: Membre, page: str, pk: UUID) -> list[Decision]:
    """One more than what is shown, the last first; one query."""
    if page == ORGANISATION:
        condition = Q(organisation_responsable=pk)
    elif page == PERSONNE:
        condition = Q(responsable=pk)
    else:
        cibles = CibleDecision.objects.filter(objet_type=CIBLES[page], objet_uuid=pk)
        condition = Q(pk__in=cibles.order_by().values("decision"))
    rows = with_noms(get_decisions(membre)).filter(condition).order_by("-annee", "-numero")
    return list(rows[: MAX_LIEES + 1])
