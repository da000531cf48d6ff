"""The frozen states of an espace: what was shown, signed or adopted, and when."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.documents.permissions import can_create_gel, can_list_gels
from convive.documents.selectors.gel import MAX_LISTE, list_gels
from convive.documents.views.gel_acces import PAGE_GELS
from convive.espaces.views.acces import build_contexte, get_membre_or_404

MAX_RECHERCHE = 100


@login_required
@require_safe
def gel_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_gels)
    q = request.GET.get("q", "").strip()[:MAX_RECHERCHE]
    context = build_contexte(request, membre, PAGE_GELS, lignes=list_gels(membre, q), q=q, limite=MAX_LISTE)
    context["peut_figer"] = can_create_gel(membre) and not membre.espace.is_expire
    return render(request, "documents/gel_list.html", context)
