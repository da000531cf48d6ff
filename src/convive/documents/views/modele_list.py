"""The reference files of the institution, of today and of before."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.documents.permissions import can_list_modeles
from convive.documents.selectors.modele import list_modeles
from convive.espaces.views.acces import build_contexte, get_membre_or_404

PAGE = "documents:modele_list"


@login_required
@require_safe
def modele_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_modeles)
    modeles = list_modeles(membre.espace)
    context = build_contexte(request, membre, PAGE, actuels=[m for m in modeles if m.is_actuel])
    context["anciens"] = [m for m in modeles if not m.is_actuel]
    return render(request, "documents/modele_list.html", context)
