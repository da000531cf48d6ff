"""What the pages of a decision share."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from convive.espaces.models import Membre
from convive.gouvernance.forms.cibles import find_liste
from convive.gouvernance.forms.decision import DecisionForm
from convive.gouvernance.models import Decision
from convive.gouvernance.selectors.decision import get_decision
from convive.socle.requetes import get_htmx, is_fragment


def get_decision_or_404(membre: Membre, uuid: UUID) -> Decision:
    decision = get_decision(membre, uuid)
    if decision is None:
        raise Http404("Cette décision n’est pas ici, ou ne vous est pas ouverte.")
    return decision


def render_choix(request: HttpRequest, form: DecisionForm) -> HttpResponse | None:
    """What was found, under the words that are being typed; None when the whole page comes back, without judging it."""
    if is_fragment(request) and str(get_htmx(request).target).startswith("choix-"):
        liste = find_liste(form.listes, request.POST.get("chercher", ""))
        if liste is None:
            raise Http404("On ne cherche pas cela ici.")
        return render(request, "plan_action/_choix.html", {"liste": liste})
    form.ignore_errors()
    return None
