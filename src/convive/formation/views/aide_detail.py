"""The help on a page of an espace: a page of its own, and a panel beside the page where one is."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from convive.espaces.permissions import can_get_droits
from convive.espaces.views.acces import build_contexte, get_membre_or_404
from convive.formation.selectors.aide import read_aide
from convive.socle.requetes import get_htmx


@login_required
@require_safe
def aide_detail(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    """« ?page=… » is the path of the page; whoever has a place may read what a page is for."""
    membre = get_membre_or_404(request, espace_uuid, can_get_droits)
    lue = read_aide(membre, request.GET.get("page", ""), timezone.localdate())
    if lue is None:
        raise Http404("Il n’y a pas d’aide pour cette page.")
    context = build_contexte(request, membre, lue.aide.vues[0], lue=lue)
    template = "formation/aide_detail.html"
    return render(request, f"{template}#aide" if get_htmx(request) else template, context)
