"""Archive an own indicator, or bring it back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.indicateur import close_indicateur, reopen_indicateur
from convive.diagnostic.permissions import can_update_indicateurs
from convive.diagnostic.views.propre_acces import build_contexte_propres, get_propre_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def indicateur_espace_close(request: HttpRequest, espace_uuid: UUID, indicateur_uuid: UUID) -> HttpResponse:
    """The page asks before it archives; « rétablir » is the same address, from the card."""
    membre = get_membre_or_404(request, espace_uuid, can_update_indicateurs)
    indicateur = get_propre_or_404(membre, indicateur_uuid).indicateur
    if request.method == "POST":
        if request.POST.get("geste") == "retablir":
            reopen_indicateur(by=membre.compte, indicateur=indicateur)
            messages.success(request, "Indicateur rétabli.")
        else:
            close_indicateur(by=membre.compte, indicateur=indicateur)
            messages.success(request, "Indicateur archivé. Ses valeurs restent, parmi les indicateurs archivés.")
        return redirect("diagnostic:indicateur_espace_detail", espace_uuid, indicateur_uuid)
    context = build_contexte_propres(request, membre, indicateur=indicateur)
    return render(request, "diagnostic/indicateur_espace_close.html", context)
