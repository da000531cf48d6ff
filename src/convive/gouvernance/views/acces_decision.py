"""What the pages of a decision share."""

from uuid import UUID

from django.http import Http404

from convive.espaces.models import Membre
from convive.gouvernance.models import Decision
from convive.gouvernance.selectors.decision import get_decision


def get_decision_or_404(membre: Membre, uuid: UUID) -> Decision:
    decision = get_decision(membre, uuid)
    if decision is None:
        raise Http404("Cette décision n’est pas ici, ou ne vous est pas ouverte.")
    return decision
