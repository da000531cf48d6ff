"""Delete an exchange that should not be there."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.echange import delete_echange
from convive.acteurs.permissions import can_create_echange
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.echange_acces import PAGE_ECHANGES, get_echange_a_changer
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def echange_delete(request: HttpRequest, espace_uuid: UUID, echange_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_create_echange)
    echange = get_echange_a_changer(membre, echange_uuid)
    if request.method == "POST":
        delete_echange(by=membre.compte, echange=echange)
        messages.success(request, "Échange supprimé.")
        return redirect(PAGE_ECHANGES, espace_uuid)
    context = build_contexte_acteurs(request, membre, PAGE_ECHANGES, echange=echange)
    return render(request, "acteurs/echange_delete.html", context)
