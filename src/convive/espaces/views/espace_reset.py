"""Put a practice espace back to its starting point, or keep another one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.espaces.actions.depart import record_depart, reset_espace
from convive.espaces.permissions import can_reset_espace
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.copie import get_depart
from convive.espaces.views.acces import build_contexte, explain_expire, get_membre_or_404

PAGE = "espaces:espace_reset"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def espace_reset(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_reset_espace)
    erreur = ""
    if request.method == "POST":
        geste = request.POST.get("geste")
        try:
            if geste == "remettre":
                reset_espace(by=membre.compte, espace=membre.espace)
                messages.success(request, "L’espace est revenu à son point de départ.")
            elif geste == "garder":
                record_depart(by=membre.compte, espace=membre.espace)
                messages.success(request, "L’état d’aujourd’hui est le nouveau point de départ.")
            else:
                raise Http404("Ce geste n’existe pas.")
            return redirect(PAGE, espace_uuid)
        except EspaceRefuse as error:
            erreur = str(error)
    context = build_contexte(request, membre, PAGE, depart=get_depart(membre.espace), erreur=erreur)
    return render(request, "espaces/espace_reset.html", context)
