"""Start the diagnosis, or open the version that follows a validated one: one button."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.diagnostic import create_diagnostic
from convive.diagnostic.permissions import can_compose_diagnostic
from convive.diagnostic.selectors.diagnostic import list_diagnostics
from convive.diagnostic.selectors.sommaire import get_sommaire
from convive.diagnostic.views.diagnostic_acces import build_contexte_diagnostic
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def diagnostic_create(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_compose_diagnostic)
    if request.method == "POST":
        diagnostic = create_diagnostic(by=membre.compte, espace=membre.espace)
        messages.success(request, f"{diagnostic}\u00a0: tout est prêt, ouvrez un chapitre.")
        return redirect("diagnostic:diagnostic_detail", espace_uuid, diagnostic.pk)
    context = build_contexte_diagnostic(
        request, membre, sommaire=get_sommaire(timezone.localdate()), versions=list_diagnostics(membre)
    )
    return render(request, "diagnostic/diagnostic_create.html", context)
