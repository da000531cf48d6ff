"""Archive a person, or bring her back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.personne import close_personne, reopen_personne
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.views.acces import build_contexte_acteurs, get_personne_or_404
from convive.acteurs.views.personne_list import PAGE_PERSONNES
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def personne_close(request: HttpRequest, espace_uuid: UUID, personne_uuid: UUID) -> HttpResponse:
    """The page asks before it archives; « rétablir » is the same address, from the card."""
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    personne = get_personne_or_404(membre, personne_uuid)
    if request.method == "POST":
        if request.POST.get("geste") == "retablir":
            reopen_personne(by=membre.compte, personne=personne)
            messages.success(request, "Fiche rétablie.")
        else:
            close_personne(by=membre.compte, personne=personne)
            messages.success(request, "Fiche archivée. Elle se retrouve avec le filtre « Archivées ».")
        return redirect("acteurs:personne_detail", espace_uuid, personne_uuid)
    context = build_contexte_acteurs(request, membre, PAGE_PERSONNES, personne=personne)
    return render(request, "acteurs/personne_close.html", context)
