"""Archive an organisation, or bring it back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.organisation import close_organisation, reopen_organisation
from convive.acteurs.permissions import can_update_acteurs
from convive.acteurs.views.acces import PAGE, build_contexte_acteurs, get_organisation_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def organisation_close(request: HttpRequest, espace_uuid: UUID, organisation_uuid: UUID) -> HttpResponse:
    """The page asks before it archives; « rétablir » is the same address, from the card."""
    membre = get_membre_or_404(request, espace_uuid, can_update_acteurs)
    organisation = get_organisation_or_404(membre, organisation_uuid)
    if request.method == "POST":
        if request.POST.get("geste") == "retablir":
            reopen_organisation(by=membre.compte, organisation=organisation)
            messages.success(request, "Organisation rétablie.")
        else:
            close_organisation(by=membre.compte, organisation=organisation)
            messages.success(request, "Organisation archivée. Elle se retrouve avec le filtre « Archivées ».")
        return redirect("acteurs:organisation_detail", espace_uuid, organisation_uuid)
    context = build_contexte_acteurs(request, membre, PAGE, organisation=organisation)
    return render(request, "acteurs/organisation_close.html", context)
