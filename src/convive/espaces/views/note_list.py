"""The carnet of an espace: its notes, and those that were put aside."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from convive.espaces.permissions import can_list_notes, can_update_notes
from convive.espaces.selectors.note import MAX_NOTES, list_notes
from convive.espaces.views.acces import build_contexte, get_membre_or_404

PAGE = "espaces:note_list"


@login_required
@require_safe
def note_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_notes)
    peut_ecrire = can_update_notes(membre)
    context = build_contexte(request, membre, PAGE, lignes=list_notes(membre), peut_ecrire=peut_ecrire)
    context["limite"] = MAX_NOTES
    context["supprimees"] = list_notes(membre, supprimees=True) if peut_ecrire else []
    return render(request, "espaces/note_list.html", context)
