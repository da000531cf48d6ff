"""A frozen state, as it was frozen; « Vérifier » says what proves it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.documents.permissions import can_delete_gel, can_list_gels
from convive.documents.rules import Famille, list_formats
from convive.documents.rules.blocs import place_elements
from convive.documents.sceau import get_verdict
from convive.documents.views.gel_acces import PAGE_GELS, get_gel_or_404
from convive.espaces.views.acces import build_contexte


@login_required
@require_safe
def gel_detail(request: HttpRequest, espace_uuid: UUID, gel_uuid: UUID) -> HttpResponse:
    membre, gel = get_gel_or_404(request, espace_uuid, gel_uuid, can_list_gels)
    contenu = gel.read_contenu()
    # An altered state says so at once; « Vérifier » says what was checked, whatever the answer.
    context = build_contexte(request, membre, PAGE_GELS, gel=gel, verdict=get_verdict(gel).value, contenu=contenu)
    context["elements"] = place_elements(contenu.elements, 2) if contenu else []
    context["is_demande"] = "verifier" in request.GET
    context["objet"] = gel.reference.resolve(membre.compte)
    context["formats"] = list_formats(Famille.TEXTE)
    context["peut_supprimer"] = can_delete_gel(membre) and not membre.espace.is_expire
    return render(request, "documents/gel_detail.html", context)
