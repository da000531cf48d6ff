"""Change a milestone, or take it away."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.convention.actions.jalon import delete_jalon, update_jalon
from convive.convention.forms.ctg import explain_refus
from convive.convention.forms.jalon import JalonForm
from convive.convention.permissions import can_update_ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.jalon import get_jalon
from convive.convention.views.acces import build_contexte_ctg, get_dossier_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def jalon_update(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID, jalon_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_ctg)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    jalon = get_jalon(dossier.ctg, jalon_uuid)
    if jalon is None:
        raise Http404("Ce jalon n’existe pas dans cette CTG.")
    jalon.ctg, is_retrait = dossier.ctg, request.POST.get("geste") == "supprimer"
    form = JalonForm(request.POST if request.method == "POST" and not is_retrait else None, jalon=jalon)
    try:
        if is_retrait:
            delete_jalon(by=membre.compte, jalon=jalon)
            messages.success(request, f"Le jalon « {jalon} » est supprimé.")
            return redirect("convention:jalon_list", espace_uuid, ctg_uuid)
        if form.is_valid():
            update_jalon(by=membre.compte, jalon=jalon, saisie=form.get_saisie())
            messages.success(request, "Jalon enregistré.")
            return redirect("convention:jalon_list", espace_uuid, ctg_uuid)
    except ConventionRefusee as refus:
        explain_refus(form, refus)
    context = build_contexte_ctg(request, membre, dossier, "", form=form, jalon=jalon)
    return render(request, "convention/jalon_update.html", context)
