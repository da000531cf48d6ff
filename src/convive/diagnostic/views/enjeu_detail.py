"""An enjeu: where it comes from, how it was scored, what was decided."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.enjeu import record_decision
from convive.diagnostic.forms.enjeu import DecisionForm
from convive.diagnostic.models import Enjeu
from convive.diagnostic.permissions import can_decide_enjeux, can_list_enjeux
from convive.diagnostic.rules.enjeux import compute_resultat
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.diagnostic.selectors.enjeu import (
    choose_tour,
    get_poids,
    group_votes,
    list_bulletins,
    list_notes,
    list_tours,
    list_votes,
)
from convive.diagnostic.selectors.fiche import list_noms_thematiques
from convive.diagnostic.views.enjeu_acces import PAGE_ENJEUX, build_contexte_enjeux, get_enjeu_or_404
from convive.espaces.models import Membre
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def enjeu_detail(request: HttpRequest, espace_uuid: UUID, enjeu_uuid: UUID) -> HttpResponse:
    is_lecture = request.method in ("GET", "HEAD")
    membre = get_membre_or_404(request, espace_uuid, can_list_enjeux if is_lecture else can_decide_enjeux)
    enjeu = get_enjeu_or_404(membre, enjeu_uuid)
    form = DecisionForm(request.POST if request.method == "POST" else None, enjeu=enjeu)
    if form.is_valid():
        try:
            record_decision(by=membre.compte, enjeu=enjeu, saisie=form.get_saisie())
        except DiagnosticRefuse as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, "La décision est notée.")
            return redirect("diagnostic:enjeu_detail", espace_uuid, enjeu_uuid)
    context = build_contexte_enjeux(request, membre, PAGE_ENJEUX, enjeu=enjeu, form=form)
    context |= _build_votes(membre, enjeu)
    context["thematiques"] = list_noms_thematiques(enjeu)
    return render(request, "diagnostic/enjeu_detail.html", context)


def _build_votes(membre: Membre, enjeu: Enjeu) -> dict[str, Any]:
    tour = choose_tour(list_tours(membre), with_ouvert=can_decide_enjeux(membre))
    if tour is None:
        return {"tour": None}
    votes = list_votes(tour, enjeu)
    bulletins = list(group_votes(votes).values())
    resultat = compute_resultat(bulletins, get_poids(tour))
    return {
        "tour": tour,
        "resultat": resultat,
        "notes": list_notes(tour, bulletins, resultat),
        "bulletins": list_bulletins(tour, votes),
    }
