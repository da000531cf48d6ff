"""Take away a CTG entered by mistake: what would go, what stands in the way."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.convention.actions.ctg import delete_ctg
from convive.convention.forms.ctg import SuppressionForm, explain_refus
from convive.convention.permissions import can_update_ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.suppression import get_bilan_suppression
from convive.convention.views.acces import PAGE, build_contexte_ctg, get_dossier_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def ctg_delete(request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_ctg)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    form = SuppressionForm(request.POST if request.method == "POST" else None, ctg=dossier.ctg)
    if form.is_valid():
        try:
            delete_ctg(by=membre.compte, dossier=dossier)
            messages.success(request, f"« {dossier.ctg} » est supprimée. Le journal garde ce qu’elle était.")
            return redirect(PAGE, espace_uuid)
        except ConventionRefusee as refus:
            explain_refus(form, refus)
    context = build_contexte_ctg(request, membre, dossier, "", form=form, bilan=get_bilan_suppression(dossier))
    return render(request, "convention/ctg_delete.html", context)
