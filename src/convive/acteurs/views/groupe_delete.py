"""Delete a group; the cards of those who were in it stay."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.groupe import delete_groupe
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.views.acces import build_contexte_acteurs, get_groupe_or_404
from convive.acteurs.views.groupe_list import PAGE_GROUPES
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def groupe_delete(request: HttpRequest, espace_uuid: UUID, groupe_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    groupe = get_groupe_or_404(membre, groupe_uuid)
    if request.method == "POST":
        delete_groupe(by=membre.compte, groupe=groupe)
        messages.success(request, f"Groupe « {groupe} » supprimé. Les fiches restent dans l’annuaire.")
        return redirect(PAGE_GROUPES, espace_uuid)
    context = build_contexte_acteurs(request, membre, PAGE_GROUPES, groupe=groupe)
    return render(request, "acteurs/groupe_delete.html", context)
