"""Change the words of an enjeu, or the constats that it takes up."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.diagnostic.actions.enjeu import update_enjeu
from convive.diagnostic.forms.enjeu import EnjeuForm
from convive.diagnostic.permissions import can_update_enjeux
from convive.diagnostic.rules.fiches import DiagnosticRefuse
from convive.diagnostic.selectors.enjeu import list_choix_constats
from convive.diagnostic.views.enjeu_acces import PAGE_ENJEUX, build_contexte_enjeux, get_enjeu_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404
from convive.espaces.views.saisie import build_cle_brouillon


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def enjeu_update(request: HttpRequest, espace_uuid: UUID, enjeu_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_enjeux)
    enjeu = get_enjeu_or_404(membre, enjeu_uuid)
    data = request.POST if request.method == "POST" else None
    form = EnjeuForm(data, membre=membre, constats=list_choix_constats(membre), enjeu=enjeu)
    brouillon = build_cle_brouillon(membre.compte, "enjeu", enjeu_uuid)
    if form.is_valid():
        try:
            update_enjeu(by=membre.compte, enjeu=enjeu, saisie=form.get_saisie())
        except DiagnosticRefuse as refus:
            form.explain_refus(refus)
        else:
            messages.success(request, "Enjeu enregistré.", extra_tags=brouillon)
            return redirect("diagnostic:enjeu_detail", espace_uuid, enjeu_uuid)
    context = build_contexte_enjeux(request, membre, PAGE_ENJEUX, form=form, enjeu=enjeu, brouillon=brouillon)
    return render(request, "diagnostic/enjeu_update.html", context)
