"""Compose a périmètre: any bundle of communes, from any départements."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.forms.perimetre import PerimetreForm
from convive.territoires.actions import create_perimetre
from convive.territoires.rules import PerimetreInconnu, PerimetreRefuse
from convive.territoires.selectors import get_perimetre

TEMPLATE = "diagnostic/perimetre_create.html"


@require_http_methods(["GET", "HEAD", "POST"])
def perimetre_create(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, TEMPLATE, _get_depart(request.GET.get("depuis", "")))
    ajouter = request.POST.get("geste") == "ajouter"
    form = PerimetreForm(request.POST, request.FILES, ajouter=ajouter)
    if form.is_valid() and not ajouter:
        try:
            creation = create_perimetre(
                codes=form.cleaned_data["codes"],
                nom=form.cleaned_data["nom"],
                date_validite=form.cleaned_data["date_validite"],
            )
            return redirect("diagnostic:portrait_detail", creation.reference)
        except PerimetreRefuse as error:
            form.add_error(None, list(error.messages))
    return render(request, TEMPLATE, {"form": form})


def _get_depart(reference: str) -> dict[str, Any]:
    """An empty form, or the communes of a périmètre already ticked."""
    if not reference:
        return {"form": PerimetreForm()}
    try:
        depart = get_perimetre(reference)
    except PerimetreInconnu as error:
        return {"form": PerimetreForm(), "inconnu": error}
    codes = [commune.code for commune in depart.communes]
    initial = {"propositions": " ".join(codes), "communes": codes}
    return {"form": PerimetreForm(initial=initial), "depart": depart}
