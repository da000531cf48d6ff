"""The criteria with which enjeux are scored, and their weights; those who may, change them here."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.vote import update_criteres
from convive.diagnostic.forms.enjeu import CriteresForm
from convive.diagnostic.permissions import can_decide_enjeux, can_list_enjeux
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.diagnostic.selectors.enjeu import list_criteres
from convive.diagnostic.views.enjeu_acces import PAGE_CRITERES, build_contexte_enjeux
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def critere_list(request: HttpRequest, espace_uuid: UUID) -> HttpResponse:
    is_lecture = request.method in ("GET", "HEAD")
    membre = get_membre_or_404(request, espace_uuid, can_list_enjeux if is_lecture else can_decide_enjeux)
    criteres = list_criteres(membre.espace)
    form = CriteresForm(request.POST if request.method == "POST" else None, criteres=criteres)
    if form.is_valid():
        try:
            update_criteres(by=membre.compte, espace=membre.espace, saisies=form.list_saisies())
        except DiagnosticRefuse as refus:
            form.add_error(None, list(refus.messages))
        else:
            messages.success(request, "Les critères sont enregistrés : ils serviront au prochain vote.")
            return redirect(PAGE_CRITERES, espace_uuid)
    context = build_contexte_enjeux(request, membre, PAGE_CRITERES, form=form, criteres=criteres)
    return render(request, "diagnostic/critere_list.html", context)
