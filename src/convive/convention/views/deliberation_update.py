"""Note the délibération and the signature of one signatory, for the convention or for an avenant."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from convive.convention.actions.signataire import update_deliberation
from convive.convention.forms.ctg import explain_refus
from convive.convention.forms.signataire import DeliberationForm
from convive.convention.permissions import can_update_ctg
from convive.convention.rules.ctg import ConventionRefusee
from convive.convention.selectors.signataire import list_pieces_ctg
from convive.convention.views.acces import build_contexte_ctg, get_dossier_or_404, get_ligne_or_404
from convive.espaces.views.acces import explain_expire, get_membre_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@explain_expire
def deliberation_update(
    request: HttpRequest, espace_uuid: UUID, ctg_uuid: UUID, signataire_uuid: UUID, avenant_uuid: UUID | None = None
) -> HttpResponse:
    membre = get_membre_or_404(request, espace_uuid, can_update_ctg)
    dossier = get_dossier_or_404(membre, ctg_uuid)
    ligne = get_ligne_or_404(dossier, signataire_uuid, avenant_uuid)
    avenant = next((a for a in dossier.avenants if a.pk == avenant_uuid), None)
    form = DeliberationForm(
        request.POST if request.method == "POST" else None,
        deliberation=ligne.deliberation,
        pieces=list_pieces_ctg(dossier.ctg),
        has_organe=ligne.signataire.has_organe,
    )
    if form.is_valid():
        try:
            saisie = form.get_saisie()
            update_deliberation(by=membre.compte, signataire=ligne.signataire, avenant=avenant, saisie=saisie)
            messages.success(request, f"Ce qu’a fait « {ligne.signataire} » est noté.")
            return redirect("convention:signataire_list", espace_uuid, ctg_uuid)
        except ConventionRefusee as refus:
            explain_refus(form, refus)
    context = build_contexte_ctg(request, membre, dossier, "", form=form, ligne=ligne, avenant=avenant)
    return render(request, "convention/deliberation_update.html", context)
