"""Date a milestone: one of a usual kind (`?type=`), or another one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.convention.actions.jalon import create_jalon
from convive.convention.forms.ctg import explain_refus
from convive.convention.forms.jalon import JalonForm
from convive.convention.permissions import can_update_ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.jalon import get_type_jalon
from convive.convention.views.acces import build_contexte_ctg, get_dossier_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def jalon_create(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_ctg)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    type_jalon = get_type_jalon(membre.espace, request.GET.get("type", ""))
    form = JalonForm(request.POST if request.method == "POST" else None, type_jalon=type_jalon)
    if form.is_valid():
        try:
            create_jalon(by=membre.compte, ctg=dossier.ctg, saisie=form.get_saisie())
            messages.success(request, "Jalon enregistré.")
            return redirect("convention:jalon_list", espace_uuid, ctg_uuid)
        except ConventionRefusee as refus:
            explain_refus(form, refus)
    context = build_contexte_ctg(request, membre, dossier, "", form=form, type_jalon=type_jalon)
    return render(request, "convention/jalon_create.html", context)
