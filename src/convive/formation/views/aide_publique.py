"""The help on a page that anyone opens: a page of its own, and a panel beside the page where one is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from convive.formation.selectors.aide import read_aide_publique
from convive.socle.requetes import get_htmx


@require_safe
def aide_publique_detail(request: HttpRequest) -> HttpResponse:
    """« ?page=… » is the path of the page."""
    lue = read_aide_publique(request.GET.get("page", ""))
    if lue is None:
        raise Http404("Il n’y a pas d’aide pour cette page.")
    template = "formation/aide_publique_detail.html"
    return render(request, f"{template}#aide" if get_htmx(request) else template, {"lue": lue})


urls = [path("aide/", aide_publique_detail, name="aide_publique_detail")]
