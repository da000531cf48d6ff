"""The help about a page, of an espace or public: as a page of its own, and as a panel beside the current page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from convive.espaces.permissions import can_get_droits
from convive.espaces.views.acces import build_contexte
from convive.espaces.views.page import Page, Pages, Rubrique
from convive.formation.selectors.aide import read_aide, read_aide_publique
from convive.socle.requetes import get_htmx

pages = Pages(Rubrique(""), "aide/")


@pages.lecture("", droit=can_get_droits)
def aide_detail(page: Page) -> HttpResponse:
    """The help about the page at the path « ?page=… »; any membre may read it, whatever her rights on the page."""
    lue = read_aide(page.membre, page.request.GET.get("page", ""), page.today)
    if lue is None:
        raise Http404("Il n’y a pas d’aide pour cette page.")
    # The menu highlights the page that the help is about.
    page.contexte |= build_contexte(page.request, page.membre, lue.aide.vues[0])
    template = "formation/aide_detail.html"
    return page.render(f"{template}#aide" if get_htmx(page.request) else template, {"lue": lue})


@require_safe
def aide_publique_detail(request: HttpRequest) -> HttpResponse:
    """The help about the public page at the path « ?page=… »."""
    lue = read_aide_publique(request.GET.get("page", ""))
    if lue is None:
        raise Http404("Il n’y a pas d’aide pour cette page.")
    template = "formation/aide_publique_detail.html"
    return render(request, f"{template}#aide" if get_htmx(request) else template, {"lue": lue})


pages.urls.append(path("aide/", aide_publique_detail, name="aide_publique_detail"))
