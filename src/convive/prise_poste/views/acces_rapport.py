"""Which year a report is about."""

from datetime import date

from django.http import Http404, HttpRequest

from convive.espaces.models import Membre
from convive.prise_poste.selectors.rapport import list_annees


def get_annee_or_404(request: HttpRequest, membre: Membre, today: date) -> int:
    """« ?annee=2026 »; until the end of February, one writes that of the year before."""
    demandee = request.GET.get("annee", "")
    annees = list_annees(membre, today)
    if not demandee:
        return today.year - 1 if today.month < 3 and today.year - 1 in annees else today.year
    if not demandee.isdecimal() or int(demandee) not in annees:
        raise Http404("Cette année n’a pas de rapport ici.")
    return int(demandee)
