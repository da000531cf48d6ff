"""Children of the five years to come: three scenarios, their interval, and what they suppose."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from convive.diagnostic.exports.projection import build_tranches
from convive.diagnostic.rules.projection import ANNEES_TENDANCE, SCENARIOS
from convive.diagnostic.selectors.projection import get_projection
from convive.diagnostic.views.lieu import Lieu, with_lieu

PAGE_PROJECTION = "diagnostic:projection_detail"


@with_lieu
def projection_detail(request: HttpRequest, lieu: Lieu) -> HttpResponse:
    lue = get_projection(lieu.perimetre, timezone.localdate())
    context = lieu.build_contexte(
        request,
        PAGE_PROJECTION,
        lue=lue,
        projection=lue.projection,
        tranches=build_tranches(lieu.perimetre, lue),
        scenarios=SCENARIOS,
        annees_min=round(lue.annees_min),
        annees_tendance=ANNEES_TENDANCE,
    )
    return render(request, "diagnostic/projection_detail.html", context)
