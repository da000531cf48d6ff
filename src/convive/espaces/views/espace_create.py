"""Create an espace: find the territory, untick a commune, done."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.espace import create_espace
from convive.espaces.forms.espace import EspaceForm
from convive.territoires.rules import PerimetreInconnu, PerimetreRefuse
from convive.territoires.rules.noms import MAX_LONGUEUR_RECHERCHE
from convive.territoires.selectors import get_perimetre, search_territoires, suggest_territoires

TEMPLATE = "espaces/espace_create.html"
LIMITE = 8


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def espace_create(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, TEMPLATE, _get_depart(request.GET.get("q", ""), request.GET.get("depuis", "")))
    form = EspaceForm(request.POST)
    if form.is_valid():
        try:
            espace = create_espace(
                by=request.user,  # type: ignore[arg-type]  # login_required comes before
                nom=form.cleaned_data["nom"],
                type_espace=form.cleaned_data["type"],
                codes=form.cleaned_data["codes"],
            )
            return redirect("espaces:espace_detail", espace.pk)
        except PerimetreRefuse as error:
            form.add_error(None, list(error.messages))
    return render(request, TEMPLATE, {"form": form, "q": ""})


def _get_depart(q: str, reference: str) -> dict[str, Any]:
    """The answers of the search, or the communes of a territory already ticked."""
    q = q.strip()[:MAX_LONGUEUR_RECHERCHE]
    context: dict[str, Any] = {"q": q, "form": EspaceForm()}
    if reference:
        try:
            depart = get_perimetre(reference)
            context |= {"form": EspaceForm(depart=depart), "depart": depart}
        except PerimetreInconnu as error:
            context["inconnu"] = error
    elif q:
        context["resultats"] = search_territoires(q, limit=LIMITE)
        context["suggestions"] = () if context["resultats"] else suggest_territoires(q)
    return context
