"""Archive a coordination post, or bring it back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.poste import close_poste, reopen_poste
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.views.acces import build_contexte_acteurs, get_poste_a_changer
from convive.acteurs.views.poste_list import PAGE_POSTES
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def poste_close(request: HttpRequest, espace_uuid: UUID, poste_uuid: UUID) -> HttpResponse:
    """The page asks before it archives; « rétablir » is the same address, from the post."""
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    poste = get_poste_a_changer(membre, poste_uuid)
    if request.method == "POST":
        if request.POST.get("geste") == "retablir":
            reopen_poste(by=membre.compte, poste=poste)
            messages.success(request, "Poste rétabli.")
        else:
            close_poste(by=membre.compte, poste=poste)
            messages.success(request, "Poste archivé. Il se retrouve au bas de la page des postes.")
        return redirect("acteurs:poste_detail", espace_uuid, poste_uuid)
    return render(
        request, "acteurs/poste_close.html", build_contexte_acteurs(request, membre, PAGE_POSTES, poste=poste)
    )
