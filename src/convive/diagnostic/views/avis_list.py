"""Who has said what of the constats, who is awaited, and what is left for the reader to answer."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.diagnostic.permissions import can_create_avis, can_list_constats
from convive.diagnostic.selectors.avis import get_tableau
from convive.diagnostic.selectors.demande import list_demandes
from convive.diagnostic.views.fiche_acces import PAGE_AVIS, build_contexte_constats
from convive.espaces.permissions import can_list_liens
from convive.espaces.views.acces import get_membre_or_404


@login_required
@require_safe
def avis_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_constats)
    voit_attendus = can_list_liens(membre)
    tableau = get_tableau(membre, with_attendus=voit_attendus)
    context = build_contexte_constats(request, membre, PAGE_AVIS, tableau=tableau, voit_attendus=voit_attendus)
    context["peut_demander"] = voit_attendus and context["peut_ecrire"]
    context["demandes"] = list_demandes(membre) if context["peut_demander"] else []
    context["peut_repondre"] = can_create_avis(membre) and not membre.espace.is_expire
    return render(request, "diagnostic/avis_list.html", context)
