"""The notes that help to decide: those to settle, those that were."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.views.acces import get_membre_or_404
from convive.gouvernance.permissions import can_list_instances
from convive.gouvernance.selectors.note import list_notes
from convive.gouvernance.views.sous_pages import build_contexte_sous_page


@login_required
@require_safe
def note_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_instances)
    lignes = list_notes(membre)
    context = build_contexte_sous_page(request, membre, "note_list", lignes=lignes)
    context["a_arbitrer"] = sum(ligne.arbitrage is None for ligne in lignes)
    return render(request, "gouvernance/note_list.html", context)
