"""An exchange: what was said, what follows, and whether it is done."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.acteurs.actions.echange import close_suite, reopen_suite
from convive.acteurs.lecture import build_echanges
from convive.acteurs.permissions import can_close_suite, can_list_echanges_acteurs
from convive.acteurs.rules.annuaire import ActeurRefuse
from convive.acteurs.views.acces import build_contexte_acteurs
from convive.acteurs.views.echange_acces import PAGE_ECHANGES, get_echange_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404

GESTES = {"faite": (close_suite, "La suite est faite."), "a-faire": (reopen_suite, "La suite attend de nouveau.")}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def echange_detail(request: HttpRequest, espace_uuid: UUID, echange_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_list_echanges_acteurs)
    echange = get_echange_or_404(membre, echange_uuid)
    if request.method == "POST":
        geste, phrase = GESTES.get(request.POST.get("geste", ""), (None, ""))
        if not can_close_suite(membre, echange):
            raise PermissionDenied("Cette suite attend quelqu’un d’autre.")
        if geste is None:
            raise Http404
        try:
            geste(by=membre.compte, echange=echange)
            messages.success(request, phrase)
        except ActeurRefuse as error:
            messages.error(request, " ".join(error.messages))
        return redirect("acteurs:echange_detail", espace_uuid, echange_uuid)
    (lu,) = build_echanges(membre, [echange])
    context = build_contexte_acteurs(request, membre, PAGE_ECHANGES, lu=lu, echange=echange)
    return render(request, "acteurs/echange_detail.html", context)
