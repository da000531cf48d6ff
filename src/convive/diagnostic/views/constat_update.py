"""Change the sentence of a constat, or whom it concerns."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.constat import update_constat
from convive.diagnostic.forms.constat import ConstatForm
from convive.diagnostic.permissions import can_update_constats
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.diagnostic.views.fiche_acces import PAGE_CONSTATS, build_contexte_constats, get_constat_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def constat_update(request: HttpRequest, espace_uuid: UUID, constat_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_constats)
    constat = get_constat_or_404(membre, constat_uuid)
    form = ConstatForm(request.POST if request.method == "POST" else None, membre=membre, constat=constat)
    brouillon = build_cle_brouillon(membre.compte, "constat", constat_uuid)
    if form.is_valid():
        try:
            update_constat(by=membre.compte, constat=constat, saisie=form.get_saisie())
        except DiagnosticRefuse as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, "Constat enregistré.", extra_tags=brouillon)
            return redirect("diagnostic:constat_detail", espace_uuid, constat_uuid)
    context = build_contexte_constats(
        request, membre, PAGE_CONSTATS, form=form, constat=constat, brouillon=brouillon, avis=constat.avis.all()
    )
    return render(request, "diagnostic/constat_update.html", context)
